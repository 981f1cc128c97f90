package org.espalier.host.growth;

import java.util.List;
import org.espalier.api.growth.Dims;
import org.espalier.api.run.RunEvent.DimSize;

/** Growable sizes as watchers see them. */
public final class DimSizes {
    private DimSizes() {}

    /** The sizes of all dims, in their order. */
    public static List<DimSize> of(Dims dims) {
        return dims.list().stream()
                .map(dim -> new DimSize(dim.name(), dim.kind(), dim.size(), dim.limit()))
                .toList();
    }
}
