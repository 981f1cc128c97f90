package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.door.Answer;
import org.espalier.door.Answer.Fit;
import org.espalier.door.DoorCard;
import org.espalier.door.Place;
import org.espalier.door.Secret;
import org.espalier.launcher.Choice.Asked;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final String TWO =
            "stop: several containers are running: 1 in /home/a/1 (darcy/1), 2 in /home/a/2 (mini/1); choose with --at PID";
    private final List<Asked> answers = new ArrayList<>();
    private final List<DoorCard> silent = new ArrayList<>();

    private static DoorCard card(long pid, String home, boolean serving) {
        DoorCard.Facts facts = new DoorCard.Facts("here", home, home + "/plugins", "/home/a/" + pid, serving);
        return new DoorCard(pid, 1, Secret.random(), Instant.EPOCH.plusSeconds(pid), facts);
    }

    private void container(long pid, boolean serving, Fit fit, String... runs) {
        answers.add(new Asked(card(pid, "/opt/espalier", serving), new Answer(fit, List.of(runs))));
    }

    private List<Long> made(Place place, String... at) throws LaunchException {
        Home home = new Home(Path.of("/opt/espalier"), Path.of("/data"), Path.of("/opt/espalier/plugins"));
        return new Choice(
                        "stop",
                        "'darcy/9'",
                        place,
                        at.length == 0 ? Optional.empty() : Optional.of(at[0]),
                        answers,
                        silent,
                        home)
                .made().stream().map(DoorCard::pid).toList();
    }

    private void refused(String line, int code, Place place, String... at) {
        LaunchException refusal = assertThrows(LaunchException.class, () -> made(place, at));
        assertEquals(line, refusal.getMessage());
        assertEquals(code, refusal.exitCode());
    }

    @Test
    void withoutAContainerOneIsNamedThatWouldDo() throws LaunchException {
        String start = "'espalier serve' starts one that stays up, 'espalier run' one for its run";
        refused("stop: no container is running; " + start, ExitCode.FAILED, Place.RUNNING);
        refused("stop: no container is running; " + start, ExitCode.FAILED, Place.EVERY);
        refused("stop: no container is running; " + start, ExitCode.FAILED, Place.RUNNING, "17");
        refused(
                "stop: no container is running; 'espalier serve' in another terminal starts one",
                ExitCode.FAILED,
                Place.SERVING);
        assertEquals(List.of(), made(Place.EITHER), "its own process does it");
        silent.add(card(9, "/opt/espalier", true));
        refused("stop: no container is running, process 9 does not answer; " + start, ExitCode.FAILED, Place.RUNNING);
        assertEquals(List.of(), made(Place.EITHER));
    }

    @Test
    void theOnlyOneDoesItAndSaysItselfWhatIsWrong() throws LaunchException {
        container(1, false, Fit.UNKNOWN, "darcy/1");
        assertEquals(List.of(1L), made(Place.RUNNING));
        refused(
                "stop: no container is serving; 'espalier serve' in another terminal starts one",
                ExitCode.FAILED,
                Place.SERVING);
    }

    @Test
    void theOneThatKnowsTheRunBestDoesIt() throws LaunchException {
        container(1, false, Fit.NAME, "darcy/1");
        container(2, false, Fit.UNKNOWN);
        assertEquals(List.of(1L), made(Place.RUNNING));
        assertEquals(List.of(1L), made(Place.EITHER));
        container(3, false, Fit.DIRECTORY, "darcy/1");
        assertEquals(List.of(3L), made(Place.RUNNING));
        assertEquals(List.of(2L), made(Place.RUNNING, "2"), "but whoever is named goes first");
        container(4, true, Fit.DIRECTORY, "darcy/1");
        LaunchException several = assertThrows(LaunchException.class, () -> made(Place.RUNNING));
        assertEquals(
                "stop: several containers are running: 3 in /home/a/3 (darcy/1), 4 in /home/a/4 (darcy/1); choose with --at PID",
                several.getMessage());
    }

    @Test
    void aRunThatHasEndedIsLookedAtThereAndResumedInAProcessOfItsOwn() throws LaunchException {
        container(1, true, Fit.ENDED);
        container(2, true, Fit.UNKNOWN);
        assertEquals(List.of(1L), made(Place.RUNNING));
        assertEquals(List.of(), made(Place.EITHER));
    }

    @Test
    void whereItIsNotClearAllAreNamed() {
        container(1, false, Fit.UNNAMED, "darcy/1");
        container(2, true, Fit.UNNAMED, "mini/1");
        refused(TWO, ExitCode.BAD_INPUT, Place.RUNNING);
        refused(
                "stop: no container is process 7; there are 1 in /home/a/1 (darcy/1), 2 in /home/a/2 (mini/1)",
                ExitCode.BAD_INPUT,
                Place.RUNNING,
                "7");
    }

    @Test
    void aRunThatNoneOfThemHasIsSaidToBeInNone() {
        container(1, false, Fit.UNKNOWN, "darcy/1");
        container(2, true, Fit.UNKNOWN);
        refused(
                "stop: no container has 'darcy/9'; there are 1 in /home/a/1 (darcy/1), 2 in /home/a/2",
                ExitCode.BAD_INPUT,
                Place.RUNNING);
    }

    @Test
    void theOnlyRunThatGoesOnNeedNotBeNamed() throws LaunchException {
        container(1, true, Fit.UNNAMED);
        container(2, false, Fit.UNNAMED, "darcy/1");
        assertEquals(List.of(2L), made(Place.RUNNING));
        container(3, false, Fit.UNNAMED, "mini/1");
        assertThrows(LaunchException.class, () -> made(Place.RUNNING));
    }

    @Test
    void theRunIsTheWordBehindTheVerb() {
        assertEquals("'darcy/1'", Visiting.run("set", List.of("set", "darcy/1", "clip=1")));
        assertEquals("that run", Visiting.run("stop", List.of("stop", "--no-wait", "darcy/1")));
        assertEquals("that run", Visiting.run("stop", List.of("stop")));
    }

    @Test
    void someVerbsAreForAllAndSomeForThoseThatServe() throws LaunchException {
        container(1, false, Fit.UNNAMED);
        container(2, true, Fit.UNNAMED);
        assertEquals(List.of(1L, 2L), made(Place.EVERY));
        assertEquals(List.of(2L), made(Place.SERVING));
    }

    @Test
    void whatIsThereIsAskedOfTheNewestOfTheSameInstallation() throws LaunchException {
        answers.add(new Asked(card(1, "/elsewhere", true), new Answer(Fit.UNNAMED, List.of())));
        assertEquals(List.of(), made(Place.EITHER));
        container(2, true, Fit.UNNAMED);
        container(3, true, Fit.UNNAMED);
        assertEquals(List.of(3L), made(Place.EITHER));
        assertEquals(List.of(1L), made(Place.EITHER, "1"));
    }

    @Test
    void theProcessIsNamedBeforeTheWordsThatAreNoOptions() {
        assertEquals(Optional.of("7"), Visiting.at(List.of("stop", "--at", "7")));
        assertEquals(Optional.of("7"), Visiting.at(List.of("--at=7", "stop")));
        assertEquals(Optional.empty(), Visiting.at(List.of("complete", "--", "stop", "--at", "7")));
        assertEquals(Optional.empty(), Visiting.at(List.of("stop", "--at")));
    }
}
