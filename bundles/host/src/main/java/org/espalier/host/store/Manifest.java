package org.espalier.host.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.EntryKind;

/**
 * What a checkpoint is and which files belong to it; written last, so that a checkpoint without one does not count.
 *
 * @param run        the run's id
 * @param parent     where the run was forked from
 * @param step       optimizer steps done
 * @param epoch      epochs done
 * @param revision   revision of weights and layout
 * @param dims       sizes by name
 * @param layout     the parameters in order
 * @param provenance what it was made with: versions, machine, time
 * @param files      every other file, by name
 * @param unknown    fields of a later version: name to the JSON of the value
 */
public record Manifest(
        String run,
        Optional<String> parent,
        long step,
        long epoch,
        long revision,
        Map<String, Integer> dims,
        Map<String, Entry> layout,
        Map<String, String> provenance,
        Map<String, Stamp> files,
        Map<String, String> unknown) {

    /** The version of the format that is written; read are those from {@link #OLDEST}. */
    public static final int FORMAT = 1;

    /** The oldest version of the format that is read. */
    public static final int OLDEST = 1;

    /** Its name in the checkpoint's directory. */
    public static final String FILE = "manifest.json";

    /** A manifest with copies of its maps. */
    public Manifest {
        dims = copy(dims);
        layout = copy(layout);
        provenance = copy(provenance);
        files = copy(files);
        unknown = copy(unknown);
    }

    /**
     * A parameter.
     *
     * @param kind    who writes it
     * @param shape   entries per axis
     * @param moments how many moments are kept
     * @param names   the moments' names in their order; empty where they are not known
     * @param births  how many axes have birth steps
     */
    public record Entry(EntryKind kind, int[] shape, int moments, List<String> names, int births) {
        /** An entry with a copy of its names. */
        public Entry {
            names = List.copyOf(names);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entry e
                    && kind == e.kind
                    && Arrays.equals(shape, e.shape)
                    && moments == e.moments
                    && names.equals(e.names)
                    && births == e.births;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(shape);
        }
    }

    /**
     * What a file must be.
     *
     * @param bytes  its length
     * @param sha256 SHA-256 of its bytes, 64 hexadecimal digits
     */
    public record Stamp(long bytes, String sha256) {}

    /** The manifest of a snapshot whose files were written. */
    static Manifest of(Snapshot snapshot, Map<String, String> provenance, Map<String, Stamp> files) {
        Map<String, Entry> layout = new LinkedHashMap<>();
        snapshot.parameters()
                .forEach((name, p) -> layout.put(
                        name,
                        new Entry(
                                p.kind(),
                                p.shape(),
                                p.moments().size(),
                                p.names(),
                                p.births().size())));
        return new Manifest(
                snapshot.run(),
                snapshot.parent(),
                snapshot.position().step(),
                snapshot.position().epoch(),
                snapshot.revision(),
                snapshot.dims(),
                layout,
                provenance,
                files,
                snapshot.unread().manifest());
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
