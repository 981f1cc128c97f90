package org.espalier.host.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;

/** Sizes that a run has reached, as model and data know them: with their kinds and limits. */
public final class SavedSizes {
    private static final int MOST_ROUNDS = 64;
    private final DataSizing sizing;

    /** Sizes of a run whose model and data are known by this. */
    public SavedSizes(DataSizing sizing) {
        this.sizing = sizing;
    }

    /**
     * The dims at these sizes; dims born by depth appear round by round.
     *
     * @throws IllegalArgumentException if the model does not have these
     */
    public Dims dims(Map<String, Integer> sizes) {
        Dims dims = sizing.birth();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Dims sized = dims;
            for (Map.Entry<String, Integer> saved : sizes.entrySet()) {
                Dim dim = sized.find(saved.getKey()).orElse(null);
                if (dim != null) {
                    int limit = Math.max(dim.limit(), saved.getValue());
                    sized = sized.with(dim.withLimit(limit).withSize(saved.getValue()));
                }
            }
            Dims next = sizing.complete(sized);
            if (next.equals(dims)) {
                return checked(next, sizes);
            }
            dims = next;
        }
        return checked(dims, sizes);
    }

    /** The same for sizes that are in use. */
    public Dims dims(Dims now) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        now.list().forEach(dim -> sizes.put(dim.name(), dim.size()));
        return dims(sizes);
    }

    private static Dims checked(Dims dims, Map<String, Integer> sizes) {
        for (Map.Entry<String, Integer> saved : sizes.entrySet()) {
            int size = dims.find(saved.getKey()).map(Dim::size).orElse(-1);
            if (size != saved.getValue()) {
                throw new IllegalArgumentException(saved.getKey() + " is at " + saved.getValue()
                        + ", which the model does not have: it says " + dims);
            }
        }
        return dims;
    }
}
