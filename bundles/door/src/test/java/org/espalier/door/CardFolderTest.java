package org.espalier.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class CardFolderTest {
    @TempDir
    Path temporary;

    private CardFolder folder;

    @BeforeEach
    void nobodyWasHere() {
        folder = new CardFolder(temporary.resolve("state/espalier/doors"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aCardComesBackAsItWasLeft() throws Exception {
        DoorCard card = Cards.of(Cards.alive());
        folder.leave(card);
        DoorCard back = folder.cards().get(0);
        assertEquals(card.container(), back.container());
        assertEquals(
                List.of(card.pid(), card.port(), card.since(), card.secret().hex()),
                List.of(back.pid(), back.port(), back.since(), back.secret().hex()));
        folder.takeAway(card);
        assertEquals(List.of(), folder.cards());
    }

    @Test
    void aCardIsNotTakenAwayForAnother() throws Exception {
        DoorCard later = Cards.of(Cards.alive());
        folder.leave(later);
        folder.takeAway(Cards.of(Cards.alive()));
        assertEquals(1, folder.cards().size());
    }

    @Test
    void theUsersFolderIsBelowTheStateHomeThatTheEnvironmentNames() {
        assertEquals(Path.of("/var/state/espalier/doors"), CardFolder.below(Map.of("XDG_STATE_HOME", "/var/state")));
        Path usual = Path.of(System.getProperty("user.home"), ".local/state/espalier/doors");
        assertEquals(usual, CardFolder.below(Map.of()));
        assertEquals(usual, CardFolder.below(Map.of("XDG_STATE_HOME", "not/absolute")));
    }

    /** Somebody who looks as often as can be, while cards come and go in folders that are made for them. */
    @Test
    void nothingIsEverOpenToOthersNotEvenForAMoment() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch looking = new CountDownLatch(1);
        Path root = Files.createDirectory(temporary.resolve("rounds"));
        CompletableFuture<Set<String>> seen = onAThread(() -> {
            Set<String> modes = new TreeSet<>();
            while (!enough.get()) {
                look(root, modes);
                looking.countDown();
            }
            return modes;
        });
        looking.await();
        for (int round = 0; round < 60; round++) {
            CardFolder fresh = new CardFolder(root.resolve(round + "/espalier/doors"));
            fresh.leave(Cards.of(Cards.alive()));
            look(root.resolve(Integer.toString(round)), new TreeSet<>());
        }
        look(root, new TreeSet<>());
        enough.set(true);
        Set<String> modes = seen.join();
        modes.removeAll(Set.of("folder rwx------", "file rw-------"));
        assertEquals(Set.of(), modes);
        assertEquals("rw-------", mode(root.resolve("7/espalier/doors/" + Cards.alive() + ".json")));
        assertEquals("rwx------", mode(root.resolve("7/espalier/doors")));
    }

    private static void look(Path parent, Set<String> modes) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
            for (Path child : children) {
                boolean inner = Files.isDirectory(child);
                modes.add((inner ? "folder " : "file ") + mode(child));
                if (inner) look(child, modes);
            }
        } catch (NoSuchFileException goneMeanwhile) {
            // Nobody can read that.
        } catch (IOException e) {
            modes.add(e.toString());
        }
    }

    @Test
    void aFolderThatOthersMayEnterIsRefusedByBothSides() throws Exception {
        folder.leave(Cards.of(Cards.alive()));
        for (String open : List.of("rwxr-xr-x", "rwx--x---", "rwx-----x", "rwx-w----")) {
            Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString(open));
            IOException refusal = assertThrows(IOException.class, () -> folder.leave(Cards.of(Cards.alive())));
            assertEquals(folder.path() + " is open to others (" + open + "), chmod 700 it", refusal.getMessage());
            assertThrows(IOException.class, folder::cards);
        }
    }

    @Test
    void aLinkIsNoFolder() throws Exception {
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Files.createDirectories(folder.path().getParent());
        Files.createSymbolicLink(folder.path(), elsewhere);
        IOException refusal = assertThrows(IOException.class, () -> folder.leave(Cards.of(Cards.alive())));
        assertEquals(folder.path() + " is no folder", refusal.getMessage());
    }

    @Test
    void aFileSystemThatCannotSayIsRefusedAndNothingIsWrittenThere() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(temporary.resolve("a.zip"), Map.of("create", "true"))) {
            CardFolder there = new CardFolder(zip.getPath("/doors"));
            IOException refusal = assertThrows(IOException.class, () -> there.leave(Cards.of(Cards.alive())));
            assertEquals("/doors is on a file system that cannot say who may read it", refusal.getMessage());
            assertFalse(Files.exists(there.path()));
        }
    }

    @Test
    void theCardsOfDeadProcessesAreSweptAndThoseOfOtherMachinesAreNot() throws Exception {
        DoorCard dead = Cards.of(Cards.dead());
        folder.leave(dead);
        DoorCard.Facts elsewhere = new DoorCard.Facts("elsewhere", "/a", "/b", "/c", false);
        DoorCard other = new DoorCard(Cards.dead(), 1, Secret.random(), Instant.now(), elsewhere);
        folder.leave(other);
        assertEquals(List.of(), folder.cards());
        assertFalse(Files.exists(folder.path().resolve(dead.pid() + ".json")));
        assertTrue(Files.exists(folder.path().resolve(other.pid() + ".json")));
        IOException refusal = assertThrows(IOException.class, () -> folder.leave(Cards.of(other.pid())));
        assertTrue(refusal.getMessage().endsWith(".json is the card of a container on elsewhere"));
    }

    @Test
    void whatIsNoCardOrWasReadableByOthersIsPassedOver() throws Exception {
        DoorCard card = Cards.of(Cards.alive());
        folder.leave(card);
        Path file = folder.path().resolve(card.pid() + ".json");
        String text = Files.readString(file);
        for (String wrong : List.of(
                "",
                "no json",
                text.replace("\"port\": 4711", "\"port\": 0"),
                text.replace("\"version\": 1", "\"version\": 2"),
                text.replace(card.secret().hex(), "abc"),
                text.substring(0, text.length() / 2),
                text + text)) {
            Files.writeString(file, wrong);
            assertEquals(List.of(), folder.cards(), wrong);
        }
        Files.writeString(file, text);
        assertEquals(1, folder.cards().size());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(List.of(), folder.cards());
    }

    @Test
    void noTextOfACardHoldsItsSecret() {
        DoorCard card = Cards.of(1);
        assertTrue(card.toString().contains("(secret)"), card::toString);
        assertFalse(card.toString().contains(card.secret().hex()));
        assertEquals(64, card.secret().hex().length());
    }

    /** A thread of its own: the common pool may have one, which waits already. */
    private static <T> CompletableFuture<T> onAThread(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, command -> new Thread(command).start());
    }
}
