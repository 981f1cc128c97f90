package org.espalier.data.generated;

import java.util.List;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.data.grid.Fields;
import org.espalier.data.grid.GridOutline;
import org.espalier.data.grid.Resolutions;

/**
 * The samples that a job wants of a problem: what the settings of every solved data source come down to.
 *
 * @param name            the problem's
 * @param axes            axes of space, 1 or 2
 * @param resolution      points per axis where training ends
 * @param testResolutions points per axis at which the trained model is tested
 * @param counts          samples by split
 * @param seed            seed of the samples
 */
public record SolvedSamples(
        String name, int axes, int resolution, List<Integer> testResolutions, Counts counts, long seed) {
    /** Refuses resolutions of which one does not divide the largest, and splits whose fields do not fit into one array. */
    public SolvedSamples {
        testResolutions = List.copyOf(testResolutions);
        int points = Resolutions.stored(resolution, testResolutions);
        counts.requireArrays(Fields.size(points, axes, 1), "fields of " + points + (axes == 1 ? "" : "²") + " points");
    }

    /** Likewise, for a solver by Fourier transforms, which wants powers of two. */
    public static SolvedSamples byFourier(
            String name, int axes, int resolution, List<Integer> testResolutions, Counts counts, long seed) {
        Resolutions.requirePowerOfTwo("resolution", resolution);
        testResolutions.forEach(r -> Resolutions.requirePowerOfTwo("test-resolutions", r));
        return new SolvedSamples(name, axes, resolution, testResolutions, counts, seed);
    }

    /** Points per axis to store. */
    public int points() {
        return Resolutions.stored(resolution, testResolutions);
    }

    /**
     * The outline of fields of one channel, input and target.
     *
     * @throws DataException if the samples do not fit into memory
     */
    public GridOutline outline() throws DataException {
        Fields.checkMemory(name, 2 * counts.total() * Fields.size(points(), axes, 1));
        return new GridOutline(counts.bySplit(), axes, 1, 1, Resolutions.dim(resolution, points()), testResolutions);
    }

    /**
     * Opens them, from the cache or by solving.
     *
     * @param problem at {@link #points}
     * @param card    title and names; facts of origin are added
     * @throws DataException if the solver fails
     * @throws InterruptedException if interrupted; the cache then holds no half-written files
     */
    public Dataset open(Problem problem, DatasetCard card, DataContext context)
            throws DataException, InterruptedException {
        return SolvedData.open(problem, seed, counts, outline(), card, context);
    }
}
