package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/** What a {@link Dim} counts. An open set: a kind that a reader does not know is shown by its name and grows like any. */
@ProviderType
public final class DimKind {
    /** Rank of a low-rank product. */
    public static final String RANK = "rank";

    /** Fourier modes kept per axis and sign. */
    public static final String MODES = "modes";

    /** Units, channels or heads of a layer. */
    public static final String WIDTH = "width";

    /** Layers or blocks; growing it appends parameters and further dims. */
    public static final String DEPTH = "depth";

    /** Grid points per axis of the data. */
    public static final String RESOLUTION = "resolution";

    private DimKind() {}
}
