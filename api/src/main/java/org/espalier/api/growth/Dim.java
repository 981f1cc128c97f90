package org.espalier.api.growth;

import java.util.Arrays;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A named growable size, such as {@code layer0.modes}, {@code block2.mlp.rank}, {@code depth} or {@code resolution}.
 *
 * <p>Its size counts every entry in use, a strategy's buffer included, and lies in [0, limit]; a rank may be 0. Where not
 * every size will do, the permitted ones are listed. Models and data sources build it by its factories. Immutable, compared
 * by value.
 */
@ProviderType
public final class Dim {
    private final String name;
    private final String kind;
    private final int size;
    private final int limit;
    private final int[] permitted;
    private final Spectrum spectrum;

    private Dim(String name, String kind, int size, int limit, int[] permitted, Spectrum spectrum) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a dim needs a name");
        }
        if (size < 0 || size > limit) {
            throw new IllegalArgumentException(name + ": size " + size + " is not in [0, " + limit + "]");
        }
        this.name = name;
        this.kind = kind;
        this.size = size;
        this.limit = limit;
        this.permitted = permitted;
        this.spectrum = spectrum;
    }

    /**
     * A dim of which every size up to the limit is permitted.
     *
     * @param name  unique in a run, dotted from outer to inner
     * @param kind  one of {@link DimKind} or the plugin's own
     * @param size  entries now, 0 to limit
     * @param limit most entries it may ever have
     */
    public static Dim of(String name, String kind, int size, int limit) {
        return new Dim(name, kind, size, limit, new int[0], Spectrum.none());
    }

    /** This dim with a spectrum. */
    public Dim withSpectrum(Spectrum spectrum) {
        return new Dim(name, kind, size, limit, permitted, spectrum);
    }

    /** This dim at another size. */
    public Dim withSize(int size) {
        return new Dim(name, kind, size, limit, permitted, spectrum);
    }

    /** This dim with another limit, not below its size. */
    public Dim withLimit(int limit) {
        return new Dim(name, kind, size, limit, permitted, spectrum);
    }

    /** This dim with the only sizes that will do, in any order; those above the limit are kept but out of reach. */
    public Dim withPermitted(int... sizes) {
        return new Dim(
                name,
                kind,
                size,
                limit,
                Arrays.stream(sizes).distinct().sorted().toArray(),
                spectrum);
    }

    /** Unique name, dotted from outer to inner. */
    public String name() {
        return name;
    }

    /** One of {@link DimKind} or a plugin's own. */
    public String kind() {
        return kind;
    }

    /** Entries now, the buffer included. */
    public int size() {
        return size;
    }

    /** Most entries it may have now; a model may lower it to what the current grid can represent. */
    public int limit() {
        return limit;
    }

    /** The sizes that will do, ascending; empty if every size does. */
    public int[] permitted() {
        return permitted.clone();
    }

    /** Where the energy per entry comes from. */
    public Spectrum spectrum() {
        return spectrum;
    }

    /** Whether no larger size can be reached. */
    public boolean full() {
        return reachable(size + 1) == size;
    }

    /** Whether a size is within the limit and permitted. */
    public boolean permits(int size) {
        return size >= 0 && size <= limit && (permitted.length == 0 || Arrays.binarySearch(permitted, size) >= 0);
    }

    /** The smallest permitted size that is at least as large as wanted, else the largest within the limit, else this size. */
    public int reachable(int wanted) {
        if (permitted.length == 0) {
            return Math.max(size, Math.min(wanted, limit));
        }
        int best = size;
        for (int candidate : permitted) {
            if (candidate <= limit && candidate > size) {
                best = candidate;
                if (candidate >= wanted) {
                    break;
                }
            }
        }
        return best;
    }

    /** The reachable size for growth by a factor, at least one entry more unless the dim is full. */
    public int grown(double factor) {
        return reachable(Math.max(size + 1, (int) Math.min(Integer.MAX_VALUE, Math.ceil(size * factor))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dim dim
                && name.equals(dim.name)
                && kind.equals(dim.kind)
                && size == dim.size
                && limit == dim.limit
                && Arrays.equals(permitted, dim.permitted)
                && spectrum.equals(dim.spectrum);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, kind, size, limit, Arrays.hashCode(permitted), spectrum);
    }

    @Override
    public String toString() {
        return name + " " + size + "/" + limit;
    }
}
