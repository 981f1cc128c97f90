package org.espalier.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines of a file or a pipe: no prompt, no echo. They are read on a thread of their own, since such a read cannot be interrupted. */
final class PlainLines implements Lines {
    private static final Logger LOG = LoggerFactory.getLogger(PlainLines.class);
    private final BlockingQueue<Optional<String>> read = new SynchronousQueue<>();
    private boolean ended;

    PlainLines(Reader in) {
        Thread reader = new Thread(() -> read(new BufferedReader(in)), "shell-lines");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BufferedReader in) {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) read.put(Optional.of(line));
        } catch (IOException e) {
            LOG.info("the shell's input ended", e);
        } catch (InterruptedException e) {
            return;
        }
        try {
            read.put(Optional.empty());
        } catch (InterruptedException e) {
            // Nobody waits any more.
        }
    }

    @Override
    public @Nullable String next() throws InterruptedException {
        if (ended) return null;
        Optional<String> line = read.take();
        ended = line.isEmpty();
        return line.orElse(null);
    }

    @Override
    public Interrupts.Listening whenInterrupted(Runnable action) {
        return Signals.on("INT", action);
    }

    @Override
    public void close() {
        // The reader is a daemon: it waits for a line that nobody may ever write.
    }
}
