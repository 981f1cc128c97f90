package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.run.RunStatus;
import org.espalier.shell.display.Story;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verbs with which people change, pause and ask a run while it trains. */
@Timeout(20)
class ControlVerbsTest {
    @TempDir
    Path folder;

    private final FakeRuns runs = new FakeRuns();
    private FakeRun run;

    @BeforeEach
    void aRunThatTrains() throws IOException {
        run = training("runs/darcy/1");
    }

    private FakeRun training(String directory) throws IOException {
        Path path = Files.createDirectories(folder.resolve(directory));
        Files.writeString(path.resolve("job.yaml"), "name: darcy\n");
        FakeRun one = FakeRun.standing(path, RunStatus.TRAINING, Story.standing());
        runs.more.add(one);
        return one;
    }

    private record Outcome(int code, String output, String errors) {}

    private Outcome verb(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Session session =
                Sessions.around(runs).printing(out, err).in(folder, folder).elsewhere(folder, "ada");
        int code = new Verbs(session).execute(List.of(words));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private List<String> complete(String... words) {
        List<String> all = new ArrayList<>(List.of("complete", "--"));
        all.addAll(List.of(words));
        return verb(all.toArray(String[]::new)).output().lines().toList();
    }

    @Test
    void whatIsSetIsToldKeyByKeyWithWhoAndWhy() {
        assertEquals(
                new Outcome(
                        0,
                        """
                        darcy/1  growth.modes.explained 0.9 → 0.95
                        darcy/1  growth.modes looks next after step 280: grow, L0.modes 6→7, because
                        """,
                        ""),
                verb("set", "darcy", "growth.modes.explained=0.95", "--because", "grows too slowly"));
        assertEquals(List.of("set {growth.modes.explained=0.95} ada: grows too slowly"), run.asked);
        assertEquals(
                "{\"run\":\"darcy/1\",\"key\":\"clip\",\"from\":\"0.9\",\"to\":\"1\"}\n",
                verb("set", "darcy/1", "clip=1", "--json").output());
        assertEquals(
                "darcy/1  nothing to change\n",
                verb("set", "darcy/1", "clip=same").output());
    }

    @Test
    void whatCannotBeSetIsOneLineAndCodeTwo() {
        assertEquals(
                new Outcome(2, "", "espalier: set: batch: 9 — a run keeps it for life\n"),
                verb("set", "darcy", "batch=9"));
        assertEquals(
                "espalier: set: epochs — wants KEY=VALUE, such as epochs=20\n",
                verb("set", "darcy", "epochs").errors());
        assertEquals(
                "espalier: set: wants the RUN before epochs=9\n",
                verb("set", "epochs=9", "clip=1").errors());
        assertEquals(
                "espalier: set: KEY=VALUE must be given; see espalier set --help\n",
                verb("set", "darcy").errors());
        assertEquals(
                "espalier: set: the container has no run 'burgers'; there are darcy/1\n",
                verb("set", "burgers", "clip=1").errors());
    }

    @Test
    void aPausedRunGoesOnByResumeWithWhatIsSet() {
        assertEquals(
                new Outcome(0, "darcy/1  paused after step 240\n", ""),
                verb("pause", "darcy", "--because", "somebody needs the cores"));
        assertEquals(
                "{\"run\":\"darcy/1\",\"status\":\"PAUSED\",\"step\":240}\n",
                verb("pause", "--json").output());
        assertEquals(
                new Outcome(0, "darcy/1  epochs 0.9 → 20\ndarcy/1  goes on after step 240\n", ""),
                verb("resume", "darcy", "--set", "epochs=20"));
        assertEquals(
                List.of("pause ada: somebody needs the cores", "pause ada", "set {epochs=20} ada", "unpause ada"),
                run.asked);
        assertEquals(
                "espalier: resume: darcy/1 goes on already; 'watch darcy/1' follows it, 'stop darcy/1' stops it\n",
                verb("resume", "darcy").errors());
        assertEquals(List.of(), runs.asked, "nothing was started");
    }

    @Test
    void aSwapSaysFromWhichBundleToWhich() {
        assertEquals(
                new Outcome(
                        0,
                        "darcy/1  growth.modes ifno of org.espalier.ifno 0.1.0 → schedule of org.example 1.0.0; settings: carried"
                                + " over explained 0.99; by default patience 8\n",
                        ""),
                verb("swap", "darcy", "growth.modes", "schedule", "--set", "at-epoch={ 3: 12 }", "--because", "x"));
        assertEquals(List.of("swap growth.modes schedule {at-epoch={ 3: 12 }} false ada: x"), run.asked);
    }

    @Test
    void aDryRunOfASetChangesNothingAndSaysWhatIsQuestionable() {
        assertEquals(
                """
                darcy/1  growth.modes.buffer 0.9 → 8
                darcy/1  warning  modes: no direction leads
                this is what would be done when NEXT says, with the weights of now:
                ENTRY  STRATEGY  SERVED BY          NEXT            ANSWER  PLAN           WHY
                modes  ifno      org.example 1.0.0  after step 280  grow    L0.modes 12→5  fixed
                nothing was changed: a dry run
                """,
                verb("set", "darcy", "growth.modes.buffer=8", "--dry-run").output());
        assertEquals(
                "darcy/1  nothing to change\n",
                verb("set", "darcy", "clip=same", "--dry-run").output());
        String json = verb("set", "darcy", "growth.modes.buffer=8", "--dry-run", "--json")
                .output();
        assertTrue(json.contains("\"warnings\":[\"modes: no direction leads\"],\"dry-run\":true}"), json);
        assertEquals(
                List.of("try {growth.modes.buffer=8}", "try {clip=same}", "try {growth.modes.buffer=8}"), run.asked);
        assertEquals(
                "set: batch: 4 — a run keeps it for life",
                verb("set", "darcy", "batch=4", "--dry-run").errors().strip().replaceFirst("espalier: ", ""));
    }

    @Test
    void aDryRunOfASwapChangesNothingAndSaysWhatBecomesOfStateAndWiring() {
        assertEquals(
                """
                darcy/1  growth.modes ifno of org.espalier.ifno 0.1.0 → schedule of org.example 1.0.0; settings: carried over explained 0.99; by default patience 8
                state   what is kept goes over
                wiring  no bundle's changes
                this is what would be done when NEXT says, with the weights of now:
                ENTRY  STRATEGY  SERVED BY          NEXT            ANSWER  PLAN           WHY
                modes  schedule  org.example 1.0.0  after step 280  grow    L0.modes 12→5  fixed
                nothing was changed: a dry run
                """,
                verb("swap", "darcy", "growth.modes", "schedule", "--dry-run").output());
        assertTrue(
                verb("swap", "darcy", "growth.modes", "schedule", "--dry-run", "--fresh")
                        .output()
                        .contains(
                                "(its state begins anew); settings: carried over explained 0.99; by default patience 8\nstate   that of growth.modes begins anew\n"));
        List<String> json = verb("swap", "darcy", "growth.modes", "schedule", "--dry-run", "--json")
                .output()
                .lines()
                .toList();
        assertTrue(
                json.get(0)
                        .endsWith(
                                "\"settings\":\"carried over explained 0.99; by default patience 8\",\"dry-run\":true,\"wiring\":[]}"),
                json::toString);
        assertTrue(
                json.get(1).startsWith("{\"run\":\"darcy/1\",\"dry-run\":true,\"entry\":\"modes\","), json::toString);
        assertEquals(
                List.of("try growth.modes schedule", "try growth.modes schedule", "try growth.modes schedule"),
                run.asked);
    }

    @Test
    void aDryRunOfAJarSaysWhetherItWouldBeTakenAndWhatItWouldTouch() {
        assertEquals(
                new Outcome(
                        0,
                        """
                        org.example.better  1.0.0 → 1.1.0
                        taken    into the drop-in folder it would serve in the place of 1.0.0
                        wiring   changes of org.example.better 1.0.0
                        state    darcy/1 growth.modes: of schema 1 as better writes it
                        state    darcy/1 growth.more: of schema 1, better writes 2: its restore decides; a swap that it refuses changes nothing
                        nothing was changed: a dry run
                        """,
                        ""),
                verb("swap", "--dry-run", "--jar", "better.jar"));
        assertEquals(List.of("try " + folder.resolve("better.jar")), runs.asked);
        Outcome wrong = verb("swap", "--dry-run", "--jar", "wrong.jar");
        assertEquals(1, wrong.code());
        assertTrue(wrong.output().contains("\nrefused  broken.jar is empty; copy it again\nwiring"), wrong.output());
        assertTrue(verb("swap", "--dry-run", "--jar", "better.jar", "--json")
                .output()
                .startsWith("{\"bundle\":\"org.example.better\",\"from\":\"1.0.0\",\"to\":\"1.1.0\",\"taken\":true,"));
        assertEquals(
                2, verb("swap", "darcy", "growth.modes", "--jar", "better.jar").code());
        assertEquals(
                "espalier: swap: RUN and KEY must be given; see espalier swap --help\n",
                verb("swap", "darcy").errors());
    }

    @Test
    void aPlanIsATableWithTheReasons() {
        assertEquals(
                """
                ENTRY  STRATEGY  SERVED BY                NEXT            ANSWER   PLAN          WHY
                modes  ifno      org.espalier.ifno 0.1.0  after step 280  grow     L0.modes 6→7  because
                  layer0.modes 6 of 12: explained .962 < .970, would become 7
                grid   schedule  MISSING                  after step 300  missing                no bundle supplies it
                """,
                verb("plan").output());
        List<String> json = verb("plan", "darcy", "--json").output().lines().toList();
        assertTrue(json.get(0).startsWith("{\"run\":\"darcy/1\",\"entry\":\"modes\","), json::toString);
        assertTrue(json.get(0).contains("\"outlook\":[\"layer0.modes 6 of 12: "), json::toString);
        assertFalse(json.get(1).contains("outlook"), json::toString);
    }

    @Test
    void aCheckpointIsNamedByItsFolder() {
        assertEquals(
                "runs/darcy/1/checkpoints/240\n", verb("checkpoint", "darcy").output());
        assertEquals(List.of("checkpoint ada"), run.asked);
    }

    @Test
    void aCheckpointThatWasThereAlreadyIsCalledSo() throws IOException {
        Path saved = Files.createDirectories(folder.resolve("runs/darcy/1/checkpoints"));
        Files.createDirectory(saved.resolve("240"));
        Files.createDirectory(saved.resolve("240.2"));
        Files.createDirectory(saved.resolve("240.10"));
        assertEquals(
                "runs/darcy/1/checkpoints/240.10  was there already\n",
                verb("checkpoint", "darcy").output());
        String json = verb("checkpoint", "darcy", "--json").output();
        assertTrue(json.endsWith("/240.10\",\"written\":false}\n"), json);
    }

    @Test
    void ordersThatCannotBeDoneAgainAreDroppedOnlyWhenARunIsTakenUpAgain() throws IOException {
        Path stopped = Files.createDirectories(folder.resolve("runs/old/3"));
        Files.writeString(stopped.resolve("job.yaml"), "name: old\n");
        verb("resume", "old", "--drop-orders");
        assertEquals(List.of("resume " + stopped + " dropping orders"), runs.asked);
        verb("pause", "darcy");
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "espalier: resume: --drop-orders: is for a run that was stopped; 'stop darcy/1' stops this one\n"),
                verb("resume", "darcy", "--drop-orders"));
    }

    @Test
    void historyIsTheJournalForPeopleAndTheJournalItselfForPrograms() throws IOException {
        String journal =
                """
                {"kind":"birth","step":0,"seed":1,"at":"2026-11-21T09:00:00Z"}
                {"kind":"growth","step":350,"entry":"modes","op":"resize","dim":"L0.modes","from":6,"to":7,"why":"explained .962 < .970","at":"2026-11-21T09:00:01Z"}
                {"kind":"set","step":360,"key":"clip","from":"","to":"1","actor":"ada","because":"it jumps","at":"2026-11-21T09:00:02Z"}
                {"kind":"growth","step":360,"entry":"modes","op":"assign","parameter":"l0.weight","why":"mirrored","at":"2026-11-21T09:00:02Z"}
                {"kind":"swap","step":365,"key":"growth.modes","from":"ifno of a 1","to":"late of b 2","settings":"carried over explained 1.0E-4; by default patience 8","actor":"ada","because":"","at":"2026-11-21T09:00:02Z"}
                {"kind":"unpause","step":370,"actor":"ada","because":"","why":"the pause is over","at":"2026-11-21T09:00:02Z"}
                {"kind":"order-dropped","step":380,"name":"swap loss h1 (ada, after step 380)","actor":"ada","because":"try it","why":"no h1","at":"2026-11-21T09:00:02Z"}
                {"kind":"fork","step":400,"parent":"older/1@400","run":"old/3","settings":{"growth.modes":"off","clip":"2"},"actor":"ada","because":"what if?","at":"2026-11-21T09:00:02Z"}
                {"kind":"set","step":400,"key":"growth.modes","from":"{id: modes, type: ifno, dims: '*.modes', explained: 0.9}","to":"","actor":"ada","because":"what if?","at":"2026-11-21T09:00:02Z"}
                {"kind":"growth","step":450,"entry":"modes","op":"refactor","dim":"L0.rank","from":7,"to":4,"note":"3.6 % of its norm cut off","why":"fixed","at":"2026-11-21T09:00:02Z"}
                {"kind":"end","step":480,"status":"FINISHED","message":"","at":"2026-11-21T09:00:03Z"}
                """;
        Path old = Files.createDirectories(folder.resolve("runs/old/3"));
        Files.writeString(old.resolve("job.yaml"), "name: old\n");
        Files.writeString(old.resolve("journal.jsonl"), journal);
        assertEquals(new Outcome(0, journal, ""), verb("history", "old", "--json"));
        List<String> lines = verb("history", "runs/old/3")
                .output()
                .lines()
                .map(line -> line.replaceAll("2026-\\S+ \\S+", "TIME"))
                .toList();
        assertTrue(lines.get(0).matches("STEP  TIME +EVENT +WHAT +BY +REASON"), lines::toString);
        assertEquals(
                List.of(
                        "0 TIME birth",
                        "350 TIME growth L0.modes 6 → 7 modes explained .962 < .970",
                        "360 TIME set clip nothing → 1 ada it jumps",
                        "360 TIME growth l0.weight modes mirrored",
                        "365 TIME swap growth.modes ifno of a 1 → late of b 2; settings: carried over explained 1e-4; by default patience 8 ada",
                        "370 TIME unpause ada the pause is over",
                        "380 TIME order-dropped swap loss h1 (ada, after step 380) ada try it; no h1",
                        "400 TIME fork of older/1@400 with growth.modes=off, clip=2 ada what if?",
                        "400 TIME set growth.modes ifno → nothing ada what if?",
                        "450 TIME cut L0.rank 7 → 4 (3.6 % of its norm cut off) modes fixed",
                        "480 TIME end FINISHED"),
                lines.stream().skip(1).map(line -> line.replaceAll(" +", " ")).toList());
        assertTrue(
                lines.stream().filter(line -> !line.contains("swap")).allMatch(line -> line.length() < 110),
                "a long line pushes no other apart");
        Files.writeString(old.resolve("journal.jsonl"), journal + "{\"kind\":\"gr");
        assertEquals(
                "espalier: history: a line of runs/old/3/journal.jsonl is no JSON and is passed over\n",
                verb("history", "old/3").errors());
        assertEquals(1, verb("history", "darcy").code(), "it has no journal yet");
    }

    @Test
    void whatAForeignJournalHoldsCommandsNoTerminal() throws IOException {
        Path old = Files.createDirectories(folder.resolve("runs/old/3"));
        Files.writeString(old.resolve("job.yaml"), "name: old\n");
        Files.writeString(
                old.resolve("journal.jsonl"),
                "{\"kind\":\"set\",\"step\":1,\"key\":\"clip\",\"to\":\"1\",\"because\":\"\\u001b]0;owned\\u0007 \\u009b31m \\u202eabc\"}\n"
                        + "{\"kind\":\"\u001b[2J\"}\n");
        Outcome shown = verb("history", "old");
        assertTrue(shown.output().contains("owned"), shown::output);
        assertEquals("", commands(shown.output()));
        assertEquals("", commands(verb("history", "old", "--json").output()));
        assertEquals("", commands(verb("history", "\u001b[2J").errors()));
    }

    private static String commands(String text) {
        return text.replaceAll("[^\\p{Cc}\\p{Cf}]|\n", "");
    }

    @Test
    void aJournalWithALineWithoutEndIsRefusedInOneLine() throws IOException {
        Path old = Files.createDirectories(folder.resolve("runs/old/3"));
        Files.writeString(old.resolve("job.yaml"), "name: old\n");
        Files.write(old.resolve("journal.jsonl"), new byte[(1 << 24) + 1]);
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "espalier: history: runs/old/3/journal.jsonl cannot be read: a line has more than 16777216 characters\n"),
                verb("history", "old"));
    }

    @Test
    void aReplayThatGoesOnIsReachedByItsOwnNameAlone() throws IOException {
        FakeRun replay = training("runs/darcy/2");
        Files.createDirectory(folder.resolve("runs/darcy/2/replayed"));
        for (String job : List.of("darcy", "runs/darcy"))
            assertEquals(0, verb("set", job, "clip=1").code());
        assertEquals(2, run.asked.size());
        assertEquals(List.of(), replay.asked);
        assertEquals(0, verb("set", "darcy/2", "clip=1").code());
        assertEquals(1, replay.asked.size());
    }

    @Test
    void historyIsNoWiderThanATerminalForTheSakeOfOneEntry() throws IOException {
        Path old = Files.createDirectories(folder.resolve("runs/old/3"));
        Files.writeString(old.resolve("job.yaml"), "name: old\n");
        String entry = "{id: modes, type: ifno, dims: '*.modes', explained: %s, every: 1 epoch, criterion: explained}";
        String line = "{\"kind\":\"set\",\"step\":1,\"key\":\"growth.modes\",\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(entry.formatted("0.9"), entry.formatted("0.8"));
        String rate = "{\"kind\":\"set\",\"step\":2,\"key\":\"optimizer.lr\",\"from\":\"0.001\",\"to\":\"5.0E-4\"}";
        Files.writeString(old.resolve("journal.jsonl"), line + "\n" + rate + "\n");
        List<String> rows = verb("history", "old").output().lines().toList();
        String cut = "{id: modes, type: ifno, dims: '*.modes', explained: %s, ev\u2026";
        assertTrue(rows.get(1).contains(cut.formatted("0.9") + " \u2192 " + cut.formatted("0.8")), rows::toString);
        assertTrue(rows.get(2).contains("optimizer.lr 0.001 \u2192 5e-4"), rows::toString);
        assertTrue(
                verb("history", "old", "--json").output().contains(entry.formatted("0.8")), "programs have it whole");
    }

    @Test
    void completionKnowsTheRunsThatGoOnAndTheirKeysAsTheyAre() throws IOException {
        training("runs/burgers/1").stop();
        assertEquals(List.of("darcy/1"), complete("set", ""), "not those that have ended");
        assertEquals(
                List.of("growth.modes.explained=\tshare (0.97)", "growth.modes=\tasked (on)"),
                complete("set", "darcy", "growth."));
        assertEquals(List.of("growth.modes=off\tasked"), complete("set", "darcy", "growth.modes=of"));
        assertEquals(List.of("epochs=\tpasses"), complete("set", "darcy", "clip=1", "ep"), "one after the other");
        assertEquals(List.of("epochs=\tpasses"), complete("resume", "darcy", "--set", "ep"));
    }

    @Test
    void completionOfASwapKnowsPlacesNewcomersOfTheKindAndTheirSettings() {
        assertEquals(List.of("growth.modes\tifno"), complete("swap", "darcy", ""));
        assertEquals(
                List.of("ifno\tdoes what a ifno does", "schedule\tdoes what a schedule does"),
                complete("swap", "darcy", "growth.modes", ""));
        assertEquals(
                List.of("criterion=\twhat decides, a|b", "explained=\tshare (0.97)"),
                complete("swap", "darcy", "growth.modes", "ifno", "--set", ""));
        assertEquals(2, complete("swap", "darcy", "growth.modes", "--set", "").size(), "of the plugin that is there");
        assertEquals(List.of(), complete("swap", "darcy", "growth.modes", "ifno", ""));
    }

    @Test
    void everyOneOfThemHasHelpWithAnExample() {
        for (String verb : List.of("pause", "resume", "set", "swap", "plan", "history", "checkpoint")) {
            Outcome help = verb(verb, "--help");
            assertEquals(0, help.code());
            assertTrue(help.output().contains("espalier " + verb + " darcy"), help.output());
        }
    }
}
