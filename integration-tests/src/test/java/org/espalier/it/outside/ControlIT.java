package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is changed, paused and asked while it trains: in the shell, within a line of Gogo's, and from another terminal. */
class ControlIT {
    @TempDir
    Path folder;

    private ShellSession shell;

    private String last(String command) throws Exception {
        List<String> answer = shell.answer(command);
        assertTrue(!answer.isEmpty(), command);
        return answer.get(answer.size() - 1);
    }

    @Test
    void aRunIsChangedPausedAskedAndSwappedInTheShellAndFromAnotherTerminal() throws Exception {
        SmallJob.asItIs().in(folder);
        Espalier espalier = Espalier.in(folder)
                .with("ESPALIER_PLUGINS", folder.resolve("none").toString());
        try (ShellSession opened = ShellSession.of(espalier)) {
            shell = opened;
            assertEquals("small/1", last("run --detach small.yaml --set epochs=100000"));
            List<String> set = shell.answer("set small growth.modes.explained=0.5 --because 'grows too soon'");
            assertEquals("small/1  growth.modes.explained 0.97 → 0.5", set.get(set.size() - 2));
            assertTrue(
                    set.get(set.size() - 1).startsWith("small/1  growth.modes looks next after step "), set::toString);
            assertEquals("small/1  clip nothing → 2.0", last("espalier:set small clip=2"), "within Gogo");
            assertTrue(last("pause small").startsWith("small/1  paused after step "));
            List<String> plan = shell.answer("plan small");
            assertTrue(plan.get(0).startsWith("ENTRY  STRATEGY  SERVED BY"), plan::toString);
            assertTrue(plan.get(1).startsWith("modes  ifno      org.espalier.ifno "), plan::toString);
            List<String> dry = shell.answer("swap small optimizer.schedule constant --fresh --dry-run");
            assertTrue(
                    dry.get(0).startsWith("small/1  optimizer.schedule cosine of org.espalier.optimizers "),
                    dry::toString);
            assertEquals("nothing was changed: a dry run", dry.get(dry.size() - 1));
            assertTrue(last("swap small optimizer.schedule constant --fresh").contains(" → constant of org.espalier."));
            assertTrue(last("checkpoint small").startsWith("runs/small/1/checkpoints/"));

            var out = espalier.run("set", "small", "optimizer.lr=1e-3", "--json", "--because", "from outside");
            assertEquals(0, out.exitCode(), out.errors());
            assertEquals(
                    "{\"run\":\"small/1\",\"key\":\"optimizer.lr\",\"from\":\"0.005\",\"to\":\"0.001\"}\n",
                    out.output());
            var wrong = espalier.run("set", "small", "optimizer.lr=fast");
            assertEquals(2, wrong.exitCode(), wrong.output());
            assertTrue(wrong.errors().contains("optimizer.lr: fast — wants a number"), wrong.errors());
            var complete = espalier.run("complete", "--", "set", "small", "optimizer.l");
            assertTrue(complete.output().startsWith("optimizer.lr=\t"), complete.output());
            assertTrue(complete.output().contains("(0.001)"), complete.output());

            var resumed = espalier.run("resume", "small");
            assertTrue(
                    resumed.output().startsWith("small/1  goes on after step "), resumed.output() + resumed.errors());
            List<String> history = shell.answer("history small");
            assertTrue(history.stream().anyMatch(line -> line.contains("grows too soon")), history::toString);
            assertTrue(
                    history.stream()
                            .anyMatch(line -> line.matches(".* set +optimizer.lr 0.005 → 0.001 +"
                                    + System.getProperty("user.name") + " +from outside")),
                    history::toString);
            assertTrue(last("stop small").contains("espalier resume small/1"));
            assertEquals(0, shell.exit());
        }
        var history = espalier.run("history", "runs/small/1", "--json");
        assertEquals(0, history.exitCode(), history.errors());
        assertTrue(history.output().contains("\"kind\":\"swap\""), history.output());
    }
}
