package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell of a container as scripts use it, line by line through a pipe; on a terminal the shell's own tests have it. */
class ShellIT {
    @TempDir
    Path folder;

    @Test
    void outputStreamsWhileACommandRunsAndAnInterruptEndsTheCommandButNotTheContainer() throws Exception {
        SmallJob.asItIs().in(folder);
        Espalier espalier = Espalier.in(folder)
                .with("ESPALIER_PLUGINS", folder.resolve("none").toString());
        try (ShellSession shell = ShellSession.of(espalier)) {
            shell.type("version");
            shell.until("espalier ");
            shell.type("run small.yaml --set epochs=100000");
            shell.until("epoch 2/100000");
            shell.interrupt();
            shell.until("stopping small/1 with a checkpoint");
            shell.until("go on   espalier resume small/1");
            shell.type("describe ifno");
            shell.until("strategy ifno: ");
            shell.type("lb -s");
            shell.until("org.espalier.host");
            // Within a line of the container's own our verbs come first, and Felix's by their scope.
            shell.type("lb -s | runs");
            shell.until("small/1  stopped ");
            shell.type("espalier:plugins | espalier:runs");
            shell.until("small/1  stopped ");
            shell.type("felix:frameworklevel");
            shell.until("Level is ");
            shell.type("doctor");
            shell.until("ok  commands");
            shell.until("healthy");
            shell.type("report small/1");
            shell.until("runs/small/1/report.html");
            assertEquals(0, shell.exit());
        }
    }
}
