package org.espalier.shell.display;

import org.espalier.api.run.RunEvent;

/** Something that shows a run's events. Called by one thread at a time. */
public interface Display extends AutoCloseable {
    /** Shows an event. */
    void on(RunEvent event);

    /** Shows a line that is not the run's own. */
    void say(String line);

    /** Leaves the screen as whatever is printed next expects it. */
    @Override
    void close();

    /** A display that shows nothing. */
    static Display quiet() {
        return new Display() {
            @Override
            public void on(RunEvent event) {}

            @Override
            public void say(String line) {}

            @Override
            public void close() {}
        };
    }
}
