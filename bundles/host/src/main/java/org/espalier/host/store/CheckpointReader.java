package org.espalier.host.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import org.espalier.arrays.Sha256;
import org.espalier.settings.OneLine;

/** The reading of one checkpoint: the manifest first, then every file that it lists against its length and checksum. */
final class CheckpointReader {
    private static final int LARGEST_MANIFEST = 1 << 24;

    private final Path directory;

    private CheckpointReader(Path directory) {
        this.directory = directory;
    }

    static Checkpoint read(Path directory, String run) throws IOException {
        CheckpointReader reader = new CheckpointReader(directory);
        Manifest manifest = verify(directory, run);
        try {
            Snapshot snapshot = CheckpointFiles.read(directory, manifest);
            if (snapshot.position().step() != manifest.step() || snapshot.revision() != manifest.revision()) {
                throw reader.corrupt(CheckpointFiles.STATE, "is at another step or revision than the manifest");
            }
            return new Checkpoint(directory, manifest, snapshot, List.of());
        } catch (CheckpointException e) {
            throw new CheckpointException(e.reason(), reader.shown(e.file()), e.why());
        } catch (IOException e) {
            throw reader.unreadable(e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw reader.corrupt("", "holds what cannot be: " + OneLine.plain(String.valueOf(e.getMessage())));
        }
    }

    /** The manifest of a checkpoint whose files are all as it says. */
    static Manifest verify(Path directory, String run) throws IOException {
        CheckpointReader reader = new CheckpointReader(directory);
        try {
            return reader.verified(run);
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw reader.unreadable(e);
        }
    }

    /** The notes of a checkpoint whose manifest and state are whole; its arrays are not looked at. */
    static Map<String, String> notes(Path directory, String run) throws IOException {
        CheckpointReader reader = new CheckpointReader(directory);
        try {
            Manifest manifest = reader.manifest(run);
            Manifest.Stamp state = manifest.files().get(CheckpointFiles.STATE);
            reader.verify(CheckpointFiles.STATE, state);
            return SnapshotJson.notes(CheckpointFiles.state(directory, state));
        } catch (CheckpointException e) {
            throw new CheckpointException(e.reason(), reader.shown(e.file()), e.why());
        } catch (IOException e) {
            throw reader.unreadable(e);
        }
    }

    private Manifest verified(String run) throws IOException {
        Manifest manifest = manifest(run);
        for (Map.Entry<String, Manifest.Stamp> file : manifest.files().entrySet()) {
            verify(file.getKey(), file.getValue());
        }
        return manifest;
    }

    private Manifest manifest(String run) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw corrupt("", "is no directory");
        }
        Manifest manifest = ManifestJson.read(manifestBytes(), shown(Manifest.FILE));
        for (String known : CheckpointFiles.REQUIRED) {
            if (!manifest.files().containsKey(known)) {
                throw corrupt(known, "the manifest does not list it");
            }
        }
        String step = directory.getFileName().toString().replaceFirst("\\..*", "");
        if (!manifest.run().equals(run)) {
            throw mismatch("it is of run " + manifest.run() + ", and its folder is called " + run
                    + " now; if that was renamed or copied, rename it back");
        }
        if (!step.equals(Long.toString(manifest.step()))) {
            throw mismatch("it is of step " + manifest.step() + ", its directory says " + step);
        }
        return manifest;
    }

    private byte[] manifestBytes() throws IOException {
        attributes(Manifest.FILE);
        try (InputStream in = Files.newInputStream(directory.resolve(Manifest.FILE), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST_MANIFEST + 1);
            if (bytes.length > LARGEST_MANIFEST) {
                throw corrupt(Manifest.FILE, "is larger than " + LARGEST_MANIFEST + " bytes");
            }
            return bytes;
        }
    }

    private void verify(String file, Manifest.Stamp stamp) throws IOException {
        long length = attributes(file).size();
        if (length != stamp.bytes()) {
            throw corrupt(file, "has " + length + " bytes, the manifest says " + stamp.bytes());
        }
        if (!Sha256.of(directory.resolve(file), LinkOption.NOFOLLOW_LINKS).equals(stamp.sha256())) {
            throw corrupt(file, "its SHA-256 is not that of the manifest");
        }
    }

    /** Of a regular file reached through directories alone, never through a link. */
    private BasicFileAttributes attributes(String file) throws IOException {
        try {
            Path path = directory.resolve(file);
            for (Path folder = path.getParent(); !folder.equals(directory); folder = folder.getParent()) {
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    throw corrupt(file, "is not reached through directories alone");
                }
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw corrupt(file, "is no regular file");
            }
            return attributes;
        } catch (NoSuchFileException e) {
            throw corrupt(file, "is missing");
        }
    }

    private String shown(String file) {
        String name = "checkpoints/" + directory.getFileName();
        return file.isEmpty() || file.startsWith(name) ? name : name + "/" + file;
    }

    private CheckpointException corrupt(String file, String why) {
        return new CheckpointException(CheckpointException.Reason.CORRUPT, shown(file), why);
    }

    private CheckpointException unreadable(IOException e) {
        String why = OneLine.plain(e.toString());
        return new CheckpointException(CheckpointException.Reason.UNREADABLE, shown(""), why);
    }

    private CheckpointException mismatch(String why) {
        return new CheckpointException(CheckpointException.Reason.MISMATCH, shown(Manifest.FILE), why);
    }
}
