package org.espalier.host.runs.results;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** At which resolutions a run was trained. */
public final class TrainedGrids {
    private static final Logger LOG = LoggerFactory.getLogger(TrainedGrids.class);

    private TrainedGrids() {}

    /** The dim that is the data's resolution, if the data has one. */
    public static Optional<Dim> grid(Dims dims) {
        return dims.list().stream()
                .filter(d -> d.kind().equals(DimKind.RESOLUTION))
                .findFirst();
    }

    /** Grid points per axis; 0 where the data has no resolution. */
    public static int resolution(Dims dims) {
        return grid(dims).map(Dim::size).orElse(0);
    }

    /** Read from the metrics rather than remembered, so that a resumed run knows what it trained on before. */
    public static TreeSet<Integer> of(RunDirectory directory, Dims dims) throws IOException {
        TreeSet<Integer> trained = new TreeSet<>();
        String grid = grid(dims).map(Dim::name).orElse("");
        for (Map<String, Object> line : JsonLines.readFigures(directory.metricsFile(), LOG::warn)) {
            if ("epoch".equals(line.get("kind"))
                    && line.get("dims") instanceof Map<?, ?> sizes
                    && sizes.get(grid) instanceof Number resolution) {
                trained.add(resolution.intValue());
            }
        }
        return trained;
    }
}
