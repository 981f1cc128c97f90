package org.espalier.host.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.espalier.arrays.Sha256;

/** The writing of one checkpoint into a directory of its own: every file fsynced, the manifest last. */
final class CheckpointWriter {
    private final Disk disk;

    CheckpointWriter(Disk disk) {
        this.disk = disk;
    }

    void write(Path directory, Snapshot snapshot, Map<String, String> provenance) throws IOException {
        Set<Path> made = new HashSet<>();
        make(directory, made);
        Map<String, Manifest.Stamp> stamps = new LinkedHashMap<>();
        for (Map.Entry<String, Disk.Content> file :
                CheckpointFiles.write(snapshot).entrySet()) {
            Path path = directory.resolve(file.getKey());
            for (int depth = directory.getNameCount() + 1; depth < path.getNameCount(); depth++) {
                make(path.getRoot().resolve(path.subpath(0, depth)), made);
            }
            stamps.put(file.getKey(), write(path, file.getValue()));
        }
        byte[] manifest = ManifestJson.write(Manifest.of(snapshot, provenance, stamps));
        disk.write(directory.resolve(Manifest.FILE), out -> out.write(manifest));
        for (Path folder : made) {
            disk.syncDirectory(folder);
        }
    }

    private void make(Path folder, Set<Path> made) throws IOException {
        if (made.add(folder)) {
            disk.createDirectory(folder);
        }
    }

    private Manifest.Stamp write(Path path, Disk.Content content) throws IOException {
        Stamping[] stamping = new Stamping[1];
        disk.write(path, out -> {
            stamping[0] = new Stamping(out);
            content.writeTo(stamping[0]);
        });
        return stamping[0].stamp();
    }

    /** Counts and hashes what passes through. */
    private static final class Stamping extends FilterOutputStream {
        private final MessageDigest digest = Sha256.digest();
        private long bytes;

        Stamping(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] data, int from, int length) throws IOException {
            out.write(data, from, length);
            digest.update(data, from, length);
            bytes += length;
        }

        Manifest.Stamp stamp() {
            return new Manifest.Stamp(bytes, Sha256.text(digest));
        }
    }
}
