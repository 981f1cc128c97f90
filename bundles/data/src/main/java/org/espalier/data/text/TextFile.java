package org.espalier.data.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DatasetCard;
import org.espalier.arrays.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Where a text comes from: a file of the user's, or {@link Chronicle} where there is none.
 *
 * @param path   the file; null for the generated text
 * @param length bytes
 * @param seed   of the generated text
 */
record TextFile(@Nullable Path path, long length, long seed) {
    /** A text of that many bytes that is generated. */
    static TextFile generated(int length, long seed) {
        return new TextFile(null, length, seed);
    }

    /** A file, which must be there, readable and not empty. */
    static TextFile of(Path path) throws DataException {
        String place = path.toString();
        if (Files.isDirectory(path)) {
            throw new DataException(place, "is a folder; name a file of text");
        }
        if (!Files.exists(path)) {
            throw new DataException(place, "is not there; a relative path begins at the job file's folder");
        }
        if (!Files.isReadable(path)) {
            throw new DataException(place, "cannot be read; see to its permissions");
        }
        try {
            long length = Files.size(path);
            if (length == 0) {
                throw new DataException(place, "is empty; name a file of text");
            }
            return new TextFile(path, length, 0);
        } catch (IOException e) {
            throw new DataException(place, "cannot be read: " + e, e);
        }
    }

    /** The bytes, one after another; a file's can be interrupted. */
    InputStream stream() throws IOException {
        return path == null
                ? new ByteArrayInputStream(Chronicle.tell(length, seed))
                : Channels.newInputStream(FileChannel.open(path, StandardOpenOption.READ));
    }

    /** SHA-256 of the bytes. */
    String sum() throws IOException {
        return path == null ? Sha256.of(Chronicle.tell(length, seed)) : Sha256.of(path);
    }

    /** The bytes: a file mapped, a chronicle told. */
    Text open() throws IOException {
        return path == null ? Text.of(Chronicle.tell(length, seed)) : MappedText.of(path);
    }

    /** Its name, for people. */
    String name() {
        return path == null ? "the generated text" : path.toString();
    }

    /** A card that tells where it comes from, too; reads a file through. */
    DatasetCard addTo(DatasetCard card) throws IOException {
        return path == null
                ? card.from("chronicle", "version " + Chronicle.VERSION + ", seed " + seed + ", " + length + " bytes")
                : card.from("sha256." + path.getFileName(), Sha256.of(path));
    }
}
