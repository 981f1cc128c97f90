package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.host.store.CheckpointException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final Map<String, String> PROVENANCE = Map.of("java", "17");
    private static final String NAMES = "\"moment-names\" : [ \"mean\", \"square\" ]";

    @TempDir
    Path dir;

    private Checkpoints checkpoints;

    @BeforeEach
    void checkpointsOfARun() {
        checkpoints = new Checkpoints(dir.resolve("checkpoints"), Snapshots.RUN, Disk.local());
    }

    private Path save(long step) throws IOException {
        return checkpoints.save(Snapshots.at(step), PROVENANCE);
    }

    private List<String> names() throws IOException {
        return checkpoints.newestFirst().stream()
                .map(p -> p.getFileName().toString())
                .toList();
    }

    private static CheckpointException refusal(Checkpoints checkpoints, Path checkpoint) {
        return assertThrows(CheckpointException.class, () -> checkpoints.open(checkpoint));
    }

    @Test
    void aSnapshotComesBackBitForBit() throws IOException {
        Path saved = save(350);
        Checkpoint opened = checkpoints.newest();
        assertEquals(Snapshots.at(350), opened.snapshot());
        assertEquals(saved, opened.directory());
        assertEquals(PROVENANCE, opened.manifest().provenance());
        assertEquals(Optional.of("darcy/0@300"), opened.manifest().parent());
        assertEquals(
                List.of("lift.weight", "a/b#c é", "empty"),
                List.copyOf(opened.snapshot().parameters().keySet()));
        assertEquals(
                0x7ff8_0000_0000_beefL,
                Double.doubleToRawLongBits(
                        opened.snapshot().strategies().get("modes").state().number("nan", 0)));
    }

    @Test
    void equalSnapshotsGiveEqualBytes() throws IOException {
        Path first = save(1);
        Path second = save(1);
        for (String file : checkpoints.open(first).manifest().files().keySet()) {
            assertArrayEquals(Files.readAllBytes(first.resolve(file)), Files.readAllBytes(second.resolve(file)));
        }
        assertArrayEquals(
                Files.readAllBytes(first.resolve(Manifest.FILE)), Files.readAllBytes(second.resolve(Manifest.FILE)));
    }

    @Test
    void snapshotsThatDifferInOneBitAreNotEqual() {
        Snapshot a = Snapshots.at(1);
        Snapshot b = Snapshots.at(1);
        assertEquals(a, b);
        b.parameters().get("lift.weight").moments().get(0)[0] = -0f;
        assertFalse(a.equals(b));
    }

    @Test
    void thereIsNoneBeforeOneIsSaved() {
        assertEquals(
                Reason.ABSENT,
                assertThrows(CheckpointException.class, checkpoints::newest).reason());
    }

    @Test
    void aStepThatIsSavedAgainTakesNothingAway() throws IOException {
        save(9);
        save(10);
        save(10);
        save(100);
        assertEquals(List.of("100", "10.1", "10", "9"), names());
    }

    @Test
    void ofManyOfOneStepTheLastOneCountsThoughTheFirstHaveBeenSwept() throws IOException {
        for (int again = 0; again < 4; again++) {
            Path saved = save(10);
            checkpoints.keep(2);
            assertEquals(saved, checkpoints.newest().directory());
        }
        assertEquals(List.of("10.3", "10.2"), names());
    }

    @Test
    void theMomentsNamesComeBackAndAManifestOfBeforeDoesWithoutThem() throws IOException {
        Path saved = save(5);
        assertEquals(
                List.of("mean", "square"),
                checkpoints.newest().snapshot().parameters().get("lift.weight").names());
        Path manifest = saved.resolve(Manifest.FILE);
        String text = Files.readString(manifest);
        String open = text.substring(0, text.indexOf(",\n  \"checksum\"")) + "}";
        assertTrue(open.contains(NAMES + ","), open);
        Files.write(manifest, ManifestJson.seal(open.replace(NAMES + ",", "")));
        Checkpoint old = checkpoints.newest();
        assertEquals(List.of(), old.snapshot().parameters().get("lift.weight").names());
        assertEquals(Snapshots.at(5), old.snapshot(), "but for the names all is there, and equal");
    }

    @Test
    void theNewestGoodOnesStay() throws IOException {
        for (int step = 1; step <= 5; step++) {
            save(step);
        }
        Files.write(dir.resolve("checkpoints/5/weights.safetensors"), new byte[3]);
        Checkpoints later = new Checkpoints(dir.resolve("checkpoints"), Snapshots.RUN, Disk.local());
        later.keep(2);
        assertEquals(List.of("5", "4", "3"), names());
        later.keep(1);
        assertEquals(List.of("5", "4"), names());
        assertEquals(4, later.newest().snapshot().position().step());
        assertThrows(IllegalArgumentException.class, () -> later.keep(0));
    }

    @Test
    void anyDamageToAnyFileIsNamedAndTheOneBeforeIsOpened() throws IOException {
        save(1);
        Path newest = save(2);
        List<Path> files;
        try (var list = Files.list(newest)) {
            files = list.toList();
        }
        assertEquals(7, files.size());
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            for (byte[] damaged : damages(whole)) {
                Files.write(file, damaged);
                CheckpointException refusal = fallsBack();
                assertEquals("checkpoints/2/" + file.getFileName(), refusal.file());
                assertEquals(1, refusal.getMessage().lines().count());
            }
            Files.delete(file);
            assertEquals("is missing", fallsBack().why());
            Files.write(file, whole);
            assertEquals(2, checkpoints.newest().snapshot().position().step());
        }
    }

    private CheckpointException fallsBack() throws IOException {
        Checkpoint opened = checkpoints.newest();
        assertEquals(Snapshots.at(1), opened.snapshot());
        assertEquals(1, opened.passedOver().size());
        assertEquals(Reason.CORRUPT, opened.passedOver().get(0).reason());
        return opened.passedOver().get(0);
    }

    /** The file cut short in several places, longer by a byte, and with single bits flipped throughout. */
    private static List<byte[]> damages(byte[] whole) {
        List<byte[]> damages = new ArrayList<>();
        for (int cut : new int[] {0, 1, 7, 8, 9, whole.length / 2, whole.length - 1}) {
            damages.add(Arrays.copyOf(whole, Math.min(cut, whole.length - 1)));
        }
        damages.add(Arrays.copyOf(whole, whole.length + 1));
        for (int at = 0; at < whole.length; at += 1 + whole.length / 40) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            damages.add(flipped);
        }
        return damages;
    }

    @Test
    void filesSwappedBetweenCheckpointsAreFound() throws IOException {
        Path one = save(1);
        Path two = save(2);
        Files.copy(
                one.resolve("weights.safetensors"),
                two.resolve("weights.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);
        CheckpointException refusal = refusal(checkpoints, two);
        assertEquals(Reason.CORRUPT, refusal.reason());
        assertEquals("its SHA-256 is not that of the manifest", refusal.why());
    }

    @Test
    void aCheckpointOfAnotherRunOrStepIsAMismatch() throws IOException {
        Path saved = save(3);
        CheckpointException other =
                refusal(new Checkpoints(dir.resolve("checkpoints"), "darcy/2", Disk.local()), saved);
        assertEquals(Reason.MISMATCH, other.reason());
        assertEquals(
                "checkpoints/3/manifest.json: mismatch: it is of run darcy/1, and its folder is called darcy/2 now;"
                        + " if that was renamed or copied, rename it back",
                other.getMessage());
        Path renamed = Files.move(saved, saved.resolveSibling("4"));
        assertEquals(Reason.MISMATCH, refusal(checkpoints, renamed).reason());
        assertThrows(IllegalArgumentException.class, () -> new Checkpoints(dir, "darcy/2", Disk.local())
                .save(Snapshots.at(1), Map.of()));
    }

    @Test
    void aRunWhoseFolderWasRenamedIsToldSoAndNotCalledCorrupt() throws IOException {
        save(3);
        save(4);
        CheckpointException none = assertThrows(
                CheckpointException.class,
                () -> new Checkpoints(dir.resolve("checkpoints"), "darcy/2", Disk.local()).newest());
        assertEquals(Reason.ABSENT, none.reason());
        assertEquals(
                "it is of run darcy/1, and its folder is called darcy/2 now; if that was renamed or copied, rename it back",
                none.why());
    }

    private CheckpointException resealed(String from, String to) throws IOException {
        Path manifest = save(5).resolve(Manifest.FILE);
        String text = Files.readString(manifest);
        String open = text.substring(0, text.indexOf(",\n  \"checksum\"")) + "}";
        assertTrue(open.contains(from), open);
        Files.write(manifest, ManifestJson.seal(open.replace(from, to)));
        return refusal(checkpoints, manifest.getParent());
    }

    @Test
    void anotherFormatIsTooNewOrTooOld() throws IOException {
        CheckpointException tooNew = resealed("\"format\" : 1", "\"format\" : 2");
        assertEquals(Reason.TOO_NEW, tooNew.reason());
        assertEquals("it has format 2, this version reads at most 1", tooNew.why());
        assertEquals(
                Reason.TOO_OLD, resealed("\"format\" : 1", "\"format\" : 0").reason());
    }

    @Test
    void aManifestIsNotBelievedBecauseItsChecksumHolds() throws IOException {
        for (String name :
                List.of("../up", "/etc/passwd", "a/../../b", ".hidden", "a\\\\b", "", "a//b", "manifest.json")) {
            CheckpointException refusal = resealed("\"state.json\"", "\"" + name + "\"");
            assertEquals(Reason.CORRUPT, refusal.reason(), name);
        }
        for (String[] change : new String[][] {
            {"\"trained\"", "\"tried\""},
            {"[ 2, 3 ]", "[ 3, 2 ]"},
            {"[ 2, 3 ]", "[ 2147483647, 2147483647 ]"},
            {"\"moments\" : 2", "\"moments\" : 2147483647"},
            {"\"births\" : 2", "\"births\" : 3"},
            {NAMES, "\"moment-names\" : [ \"mean\" ]"},
            {NAMES, "\"moment-names\" : [ \"mean\", 2 ]"},
            {NAMES, "\"moment-names\" : \"mean\""},
            {"\"moments\" : 2", "\"moments\" : -1"},
            {"\"revision\" : 4", "\"revision\" : 5"},
            {"\"lift.weight\"", "\"lift.wait\""},
            {"\"run\"", "\"ran\""}
        }) {
            assertEquals(Reason.CORRUPT, resealed(change[0], change[1]).reason(), change[1]);
        }
    }

    @Test
    void linksAreNeverFollowed() throws IOException {
        Path saved = save(1);
        Path weights = saved.resolve("weights.safetensors");
        Path outside = Files.move(weights, dir.resolve("outside"));
        Files.createSymbolicLink(weights, outside);
        assertEquals("is no regular file", refusal(checkpoints, saved).why());
        Path linked = Files.createSymbolicLink(saved.resolveSibling("2"), saved);
        assertEquals("is no directory", refusal(checkpoints, linked).why());
    }

    @Test
    void deletingACheckpointNeverReachesThroughALink() throws IOException {
        Path precious = Files.createDirectory(dir.resolve("precious"));
        Files.writeString(precious.resolve("file"), "stays");
        Files.createSymbolicLink(save(1).resolve("link"), precious);
        Files.createSymbolicLink(dir.resolve("checkpoints/.tmp-9"), precious);
        save(2);
        checkpoints.keep(1);
        assertEquals(List.of("2"), names());
        assertEquals("stays", Files.readString(precious.resolve("file")));
    }

    @Test
    void filesThatThisVersionDoesNotKnowSurviveByteForByte() throws IOException {
        byte[] bytes = {0, 1, (byte) 0xFF, '\n'};
        Snapshot later =
                Snapshots.with(Snapshots.at(7), Map.of("numbers/lns/codes.bin", bytes, "sketch.json", new byte[0]));
        checkpoints.save(later, PROVENANCE);
        Snapshot opened = checkpoints.newest().snapshot();
        assertEquals(later, opened);
        Path again = checkpoints.save(opened, PROVENANCE);
        assertArrayEquals(bytes, Files.readAllBytes(again.resolve("numbers/lns/codes.bin")));
        for (String name : List.of("../x", "state.json", "manifest.json", "a/.b", "/x")) {
            assertThrows(
                    IllegalArgumentException.class, () -> Snapshots.with(Snapshots.at(7), Map.of(name, bytes)), name);
        }
    }

    @Test
    void anInterruptedThreadStillSavesAWholeCheckpoint() throws IOException {
        Thread.currentThread().interrupt();
        try {
            save(1);
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt is kept for whoever waits for it");
        }
        assertEquals(Snapshots.at(1), checkpoints.newest().snapshot());
    }

    @Test
    void valuesThatAreNotFiniteAreFoundBeforeSaving() {
        Snapshot snapshot = Snapshots.at(1);
        assertEquals(Optional.empty(), snapshot.firstNotFinite());
        snapshot.parameters().get("lift.weight").moments().get(1)[2] = Float.NaN;
        assertEquals(Optional.of("lift.weight"), snapshot.firstNotFinite());
    }
}
