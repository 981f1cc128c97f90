package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell on a terminal of JLine's own, whose keys are typed here: its line discipline turns Ctrl-C into a signal as a real one's does. */
@Timeout(20)
class ConsoleTest {
    private static final char CTRL_C = 3;
    private static final char CTRL_D = 4;

    @TempDir
    Path folder;

    private final Screen screen = new Screen();
    private final FakeRuns runs = new FakeRuns();
    private final FakeContainer container = new FakeContainer();
    private LineDisciplineTerminal terminal;
    private CompletableFuture<Integer> shell;

    @BeforeEach
    void openTheShell() throws Exception {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/darcy.yaml"), "name: darcy\n");
        terminal = new LineDisciplineTerminal("test", "xterm", screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(200, 50));
        Session session = session(terminal.output());
        Lines lines = new TerminalLines(terminal, new VerbCompleter(session), folder.resolve("history"));
        shell = CompletableFuture.supplyAsync(() -> run(session, lines), command -> new Thread(command).start());
        screen.await("espalier> ");
    }

    @AfterEach
    void closeTheTerminal() throws IOException {
        container.stop();
        shell.join();
        terminal.close();
    }

    @Test
    void theFirstWordIsAVerbThenTheLaunchersThenTheContainersOwn() throws Exception {
        type("plugins\r");
        screen.await("org.espalier.ifno");
        screen.await("espalier> ");
        type("espalier version\r");
        screen.await("espalier 0.1");
        screen.await("espalier> ");
        type("lb -s\r");
        screen.await("container: lb -s");
        screen.await("espalier> ");
        type("stop\r");
        screen.await("espalier: stop: no run goes on in the container");
        screen.await("espalier> ");
        type("felix:stop 12\r");
        screen.await("container: felix:stop 12");
        screen.await("espalier> ");
        type("plugin\r");
        screen.await("no verb 'plugin'; did you mean plugins?");
    }

    @Test
    void whatACommandPrintsIsThereWhileItRunsAndCtrlCEndsItAlone() throws Exception {
        type("serve\r");
        screen.await("serving with 2 plugins");
        type("" + CTRL_C);
        screen.await("espalier> ");
        CountDownLatch training = new CountDownLatch(1);
        runs.run = FakeRun.endless(folder.resolve("runs/darcy/1"), training::countDown);
        type("run darcy\r");
        assertTrue(training.await(10, TimeUnit.SECONDS));
        type("" + CTRL_C);
        screen.await("stopping darcy/1 with a checkpoint; once more leaves it to itself");
        screen.await("go on   espalier resume");
        screen.await("espalier> ");
        type("version\r");
        screen.await("espalier 0.1");
    }

    @Test
    void theSecondCtrlCLeavesARunThatIsSlowToStop() throws Exception {
        CountDownLatch training = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        runs.run = FakeRun.stubborn(folder.resolve("runs/darcy/1"), training::countDown, never);
        type("run darcy\r");
        assertTrue(training.await(10, TimeUnit.SECONDS));
        type("" + CTRL_C);
        screen.await("stopping darcy/1");
        type("" + CTRL_C);
        screen.await("espalier: interrupted");
        screen.await("espalier> ");
        never.countDown();
    }

    @Test
    void ctrlCAtThePromptGivesAFreshOneAndCtrlDLeaves() throws Exception {
        type("half a command");
        screen.await("command");
        type("" + CTRL_C);
        screen.await("espalier> ");
        type("" + CTRL_D);
        assertEquals(0, shell.get(10, TimeUnit.SECONDS));
    }

    @Test
    void exitLeavesWithTheLastCommandsCode() throws Exception {
        type("run nowhere\r");
        screen.await("no job 'nowhere'");
        screen.await("espalier> ");
        type("exit\r");
        assertEquals(2, shell.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aContainerThatStopsEndsTheShell() throws Exception {
        container.stop();
        assertEquals(0, shell.get(10, TimeUnit.SECONDS));
    }

    @Test
    void tabCompletesAVerb() throws Exception {
        type("plu\t\r");
        screen.await("org.espalier.ifno");
    }

    @Test
    void verbsOptionsJobsAndRunsAreCompleted() throws Exception {
        Files.createDirectories(folder.resolve("runs/darcy/1"));
        Files.writeString(folder.resolve("runs/darcy/1/job.yaml"), "name: darcy\n");
        VerbCompleter completer = new VerbCompleter(session(System.out));
        assertTrue(words(completer, "").containsAll(List.of("run", "report", "doctor", "version", "exit", "lb")));
        assertEquals(List.of("darcy"), words(completer, "run", ""));
        assertTrue(words(completer, "run", "--").containsAll(List.of("--set", "--json")));
        assertEquals(List.of("darcy/1"), words(completer, "resume", "d"));
        assertEquals(List.of(), words(completer, "plugins", ""));
        assertTrue(words(completer, "help", "").contains("predict"));
    }

    private static List<String> words(VerbCompleter completer, String... typed) {
        return completer.candidates(List.of(typed)).stream()
                .map(Completions.Candidate::word)
                .toList();
    }

    @Test
    void tabCompletesASettingWithoutABlankBehindIt() throws Exception {
        type("describe ifno\r");
        screen.await("strategy ifno: ");
        screen.await("espalier> ");
        type("run darcy --set growth.modes.e\t");
        screen.await("growth.modes.explained=");
        type("7\r");
        screen.await("below 1");
        assertTrue(runs.asked.get(0).endsWith(" {growth.modes.explained=7}"), runs.asked::toString);
    }

    @Test
    void aLineIsInTheHistoryOfTheNextShell() throws Exception {
        type("version\r");
        screen.await("espalier 0.1");
        screen.await("espalier> ");
        type("" + CTRL_D);
        shell.get(10, TimeUnit.SECONDS);
        assertTrue(Files.readString(folder.resolve("history")).contains("version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033[A", "\033OA"})
    void upBringsBackTheLastLineHoweverTheTerminalSendsIt(String up) throws Exception {
        type("version\r");
        screen.await("espalier 0.1");
        screen.await("espalier> ");
        type(up);
        screen.await("version");
        type("\r");
        screen.await("espalier 0.1");
    }

    @Test
    void linesOfAPipeAreExecutedWithoutPromptToTheirEnd() throws Exception {
        var out = new ByteArrayOutputStream();
        Session session = session(out);
        Lines lines = new PlainLines(new StringReader("# a comment\n\nversion\nlb\nresume none\n"));
        assertEquals(2, new Console(session, lines).run());
        assertEquals(
                "espalier 0.1\ncontainer: lb\n",
                out.toString(StandardCharsets.UTF_8).replaceAll("espalier: .*\n", ""));
    }

    private Session session(OutputStream out) {
        return Sessions.around(runs).printing(out, out).within(container).in(folder, folder);
    }

    private static Integer run(Session session, Lines lines) {
        try (lines) {
            return new Console(session, lines).run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    }

    /** What the terminal shows, to wait for. */
    private static final class Screen extends OutputStream {
        private final BlockingQueue<Integer> shown = new LinkedBlockingQueue<>();

        @Override
        public void write(int character) {
            shown.add(character);
        }

        /** Returns once a text has been shown; what came before it is forgotten. */
        void await(String text) throws InterruptedException {
            StringBuilder seen = new StringBuilder();
            byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
            String end = new String(wanted, StandardCharsets.ISO_8859_1);
            while (seen.length() < end.length() || seen.lastIndexOf(end) != seen.length() - end.length()) {
                Integer next = shown.poll(10, TimeUnit.SECONDS);
                if (next == null) throw new AssertionError("no '" + text + "' in: " + seen);
                seen.append((char) (next & 0xff));
            }
        }
    }
}
