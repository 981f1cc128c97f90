package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell of a container as scripts use it, line by line through a pipe; on a terminal the shell's own tests have it. */
class ShellIT {
    @TempDir
    Path folder;

    private BufferedReader output;

    @Test
    void outputStreamsWhileACommandRunsAndAnInterruptEndsTheCommandButNotTheContainer() throws Exception {
        SmallJob.asItIs().in(folder);
        Process shell = Espalier.in(folder)
                .with("ESPALIER_PLUGINS", folder.resolve("none").toString())
                .start("shell");
        output = shell.inputReader();
        try (Writer lines = shell.outputWriter()) {
            type(lines, "version");
            until("espalier ");
            type(lines, "run small.yaml --set epochs=100000");
            until("epoch 2/100000");
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-INT", Long.toString(shell.pid()))
                            .start()
                            .waitFor());
            until("stopping small/1 with a checkpoint");
            until("go on   espalier resume small/1");
            type(lines, "describe ifno");
            until("strategy ifno: ");
            type(lines, "lb -s");
            until("org.espalier.host");
            type(lines, "doctor");
            until("ok  commands");
            until("healthy");
            type(lines, "report small/1");
            until("runs/small/1/report.html");
            type(lines, "exit");
            assertTrue(shell.waitFor(30, TimeUnit.SECONDS), "did not end");
            assertEquals(0, shell.exitValue());
        } finally {
            shell.destroyForcibly();
        }
    }

    private static void type(Writer lines, String line) throws Exception {
        lines.write(line + "\n");
        lines.flush();
    }

    /** Reads to the line that begins with a text, or holds it. */
    private void until(String text) throws Exception {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) return;
        }
        throw new AssertionError("ended without " + text);
    }
}
