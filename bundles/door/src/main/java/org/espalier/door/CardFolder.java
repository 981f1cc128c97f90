package org.espalier.door;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder in which containers leave their cards, {@code <pid>.json} each; its owner alone may look into it.
 *
 * @param path the folder
 */
public record CardFolder(Path path) {
    /** A system property that names another folder. */
    public static final String PROPERTY = "espalier.doors";

    private static final int MOST_BYTES = 16 * 1024;
    private static final String CARD = ".json";

    /** This user's: {@code espalier/doors} below {@code XDG_STATE_HOME} or {@code ~/.local/state}. */
    public static CardFolder ofThisUser() {
        String named = System.getProperty(PROPERTY);
        return new CardFolder(named != null ? Path.of(named) : below(System.getenv()));
    }

    static Path below(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        // A relative path there counts as none.
        Path base = state.isEmpty() || !Path.of(state).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return base.resolve("espalier").resolve("doors");
    }

    /** This machine's name, as cards tell machines apart that share a home. */
    public static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException noLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException unknown) {
                return "localhost";
            }
        }
    }

    /**
     * Leaves a card.
     *
     * @throws IOException if it could be read by others, or not be written; nothing is left then
     */
    void leave(DoorCard card) throws IOException {
        OwnerOnly.make(path);
        Path file = file(card.pid());
        Optional<DoorCard> there = read(file);
        if (there.isPresent()
                && !there.get().container().host().equals(card.container().host()))
            throw new IOException(file + " is the card of a container on "
                    + there.get().container().host());
        Path aside = path.resolve("." + card.pid() + ".aside");
        Files.deleteIfExists(aside);
        try (SeekableByteChannel out = Files.newByteChannel(
                aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.FILE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(card.json());
            while (bytes.hasRemaining()) out.write(bytes);
        }
        // So nobody reads half a card.
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The cards of containers of this machine that may still be there, oldest first; those of processes that are no more are
     * swept away.
     *
     * @throws IOException if others could have written them
     */
    public List<DoorCard> cards() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path, "*" + CARD)) {
            all.forEach(files::add);
        } catch (NoSuchFileException nobodyWasHere) {
            return List.of();
        }
        if (files.isEmpty()) return List.of();
        OwnerOnly.check(path);
        String host = host();
        List<DoorCard> cards = new ArrayList<>();
        for (Path file : files) {
            DoorCard card = read(file).orElse(null);
            if (card == null || !card.container().host().equals(host)) continue;
            if (ProcessHandle.of(card.pid()).isPresent()) {
                cards.add(card);
            } else {
                takeAway(card);
            }
        }
        cards.sort(Comparator.comparing(DoorCard::since));
        return cards;
    }

    /** Takes a card away, unless another has its place by now. */
    public void takeAway(DoorCard card) throws IOException {
        Path file = file(card.pid());
        if (read(file)
                .filter(there -> there.secret().hex().equals(card.secret().hex()))
                .isPresent()) Files.deleteIfExists(file);
    }

    private Path file(long pid) {
        return path.resolve(pid + CARD);
    }

    /** What is no card, or of another version, is left alone. */
    private static Optional<DoorCard> read(Path file) throws IOException {
        try {
            if (!OwnerOnly.readableByOwnerAlone(file)) return Optional.empty();
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(DoorCard.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)));
            }
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
