package org.espalier.host.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a later version has put into a checkpoint and this one does not know; saved again byte for byte.
 *
 * @param files    whole files: name to bytes
 * @param manifest fields of the manifest: name to the JSON of the value
 * @param state    fields of {@code state.json}, likewise
 */
public record Unread(Map<String, byte[]> files, Map<String, String> manifest, Map<String, String> state) {
    private static final Unread NONE = new Unread(Map.of(), Map.of(), Map.of());

    /** Copies of the maps; files may not lead out of the checkpoint or take a known name. */
    public Unread {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        manifest = Collections.unmodifiableMap(new LinkedHashMap<>(manifest));
        state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
        for (String name : files.keySet()) {
            if (CheckpointFiles.KNOWN.contains(FileNames.checked(name)) || name.equals(Manifest.FILE)) {
                throw new IllegalArgumentException("an unknown file may not be named " + name);
            }
        }
    }

    /** Nothing at all, as of every checkpoint that this version began. */
    public static Unread none() {
        return NONE;
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return files.isEmpty() && manifest.isEmpty() && state.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Unread u
                && SameBits.of(files, u.files, Arrays::equals)
                && manifest.equals(u.manifest)
                && state.equals(u.state);
    }

    @Override
    public int hashCode() {
        return 31 * files.keySet().hashCode() + manifest.hashCode();
    }
}
