package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class CompletionTest {
    @TempDir
    Path folder;

    @BeforeEach
    void anInstallationWithJobsAndRuns() throws IOException {
        Files.createDirectories(folder.resolve("home/jobs"));
        Files.createDirectories(folder.resolve("home/bin"));
        Files.writeString(folder.resolve("home/jobs/darcy.yaml"), "name: darcy\n");
        Files.writeString(folder.resolve("home/jobs/burgers.yaml"), "name: burgers\n");
        for (String run : List.of("runs/darcy/2", "runs/darcy/10", "other/burgers/1")) {
            Files.createDirectories(folder.resolve(run));
            Files.writeString(folder.resolve(run).resolve("job.yaml"), "name: x\n");
        }
    }

    private List<String> complete(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Session session =
                Sessions.around(new FakeRuns()).printing(out, System.err).in(folder.resolve("home"), folder);
        List<String> all = new ArrayList<>(List.of("complete", "--"));
        all.addAll(List.of(words));
        assertEquals(0, new Verbs(session).execute(all));
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("\t.*", ""))
                .toList();
    }

    @Test
    void verbsAreThoseThatHelpShowsAndTheLaunchers() {
        assertEquals(List.of("replay", "report"), complete("rep"));
        assertEquals(List.of("replay", "report"), complete("help", "rep"));
        assertTrue(complete("").containsAll(List.of("run", "describe", "doctor", "version")));
        assertFalse(complete("").contains("complete"));
        assertTrue(complete().contains("run"));
    }

    @Test
    void optionsAreTheVerbs() {
        assertEquals(List.of("--runs"), complete("run", "--ru"));
        assertTrue(complete("describe", "--").containsAll(List.of("--json", "--markdown", "--help")));
    }

    @Test
    void jobsAndRunsAreThoseThatAreThere() {
        assertEquals(List.of("burgers", "darcy"), complete("run", ""));
        assertEquals(List.of("darcy/2", "darcy/10"), complete("resume", "d"));
        assertEquals(List.of("burgers/1"), complete("predict", "--runs", "other", ""));
        assertEquals(List.of("burgers/1"), complete("predict", "--runs=other", ""));
        assertEquals(List.of("darcy/2", "darcy/10"), complete("export", "d"));
        assertEquals(List.of("npz"), complete("export", "--format", "n"));
        assertEquals(List.of("test", "validation"), complete("evaluate", "darcy", "--split", ""));
        assertEquals(List.of(), complete("resume", "darcy/2", ""), "one run is enough");
    }

    @Test
    void pluginsAreCompletedByNameOrAfterTheirKind() {
        assertEquals(List.of("cosine", "ifno", "schedule", "schedule", "strategy", "job"), complete("describe", ""));
        assertEquals(List.of("ifno", "schedule"), complete("describe", "strategy", ""));
        assertEquals(List.of(), complete("describe", "strategy", "ifno", ""));
    }

    @Test
    void settingsAreThoseOfTheJobAndTheirWords() {
        assertEquals(
                List.of("growth.modes.criterion=", "growth.modes.explained="),
                complete("run", "darcy", "--set", "growth."));
        assertEquals(List.of("growth.modes.criterion=loss"), complete("run", "--set", "growth.modes.criterion=l"));
        assertEquals(List.of(), complete("run", "--set", "batch="));
        assertEquals(List.of("epochs="), complete("resume", "darcy", "--set", ""), "what may change");
        assertEquals(List.of("batch=", "clip=", "epochs="), complete("run", "nowhere.yaml", "--set", ""), "any job's");
    }

    @Test
    void theScriptHoldsEveryVerbAndOption() throws Exception {
        String script = script();
        List<String> verbs = List.of(
                script.replaceFirst("(?s).*local verbs='(run [^']*)'.*", "$1").split(" "));
        assertEquals(complete(""), verbs);
        assertTrue(
                script.contains(
                        "run) options='--at --detach --help --json --quiet --runs --set --stacktrace --weights' argument=job"),
                script);
        assertFalse(script.contains("@VERBS") || script.contains("@CASES"), script);
    }

    private String script() throws IOException {
        Path file = folder.resolve("completion/espalier.bash");
        BashScript.main(new String[] {file.toString()});
        return Files.readString(file);
    }

    /** What bash would put in, with a command that answers as the real one does and counts how often it is asked. */
    private List<String> tab(String... lines) throws Exception {
        script();
        Path command = folder.resolve("home/bin/espalier");
        Files.writeString(
                command,
                """
                #!/bin/sh
                echo asked >> "%s"
                for last; do :; done
                case $last in
                  k=) printf 'k=one\\tabout one\\nk=two\\n' ;;
                  *) printf 'k=\\tabout\\nlonger.k=\\n' ;;
                esac
                """
                        .formatted(folder.resolve("asked")));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        StringBuilder program = new StringBuilder("source completion/espalier.bash\n");
        for (String line : lines) {
            String typed = line.replaceFirst("^espalier", command.toString());
            program.append("COMP_LINE='" + typed + "' COMP_POINT=" + typed.length() + "\n_espalier\n");
        }
        program.append("printf '%s\\n' \"${COMPREPLY[@]}\"\n");
        Process bash = new ProcessBuilder("bash", "--norc", "-c", program.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(bash.waitFor(10, TimeUnit.SECONDS));
        return Arrays.stream(answer.split("\n")).filter(word -> !word.isEmpty()).toList();
    }

    @Test
    void bashCompletesVerbsOptionsJobsRunsAndFilesByItself() throws Exception {
        assertEquals(List.of("resume", "replay", "report"), tab("espalier re"));
        assertEquals(List.of("resume", "replay", "report"), tab("espalier help re"));
        assertEquals(List.of("--runs"), tab("espalier resume darcy --ru"));
        assertEquals(List.of("burgers"), tab("espalier run b"));
        assertEquals(
                List.of("completion", "home", "other", "runs"),
                tab("espalier run ./").stream()
                        .map(file -> file.substring(2))
                        .sorted()
                        .toList());
        assertEquals(List.of("darcy/10", "darcy/2"), tab("espalier predict --output a.npy "));
        assertEquals(List.of("burgers/1"), tab("espalier report --runs other "));
        assertEquals(List.of("other"), tab("espalier report --runs ot"));
        assertFalse(Files.exists(folder.resolve("asked")));
    }

    @Test
    void bashAsksForSettingsOnceAndPutsInWhatFollowsTheEquals() throws Exception {
        assertEquals(
                List.of("k="),
                tab("espalier run darcy --set l", "espalier run darcy --set lo", "espalier run darcy --set k"));
        assertEquals(1, Files.readAllLines(folder.resolve("asked")).size());
        assertEquals(List.of("one", "two"), tab("espalier run darcy --set k="));
        assertEquals(List.of("two"), tab("espalier run darcy --set a=b --set k=t"));
        assertEquals(List.of("k="), tab("espalier set k"), "runs that go on only a container knows");
        assertEquals(List.of("two"), tab("espalier set darcy/1 a=b k=t"));
    }
}
