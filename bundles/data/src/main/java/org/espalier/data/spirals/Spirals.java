package org.espalier.data.spirals;

import java.util.EnumMap;
import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;
import org.espalier.data.OutlinedDataset;
import org.espalier.data.SplitName;
import org.espalier.data.generated.Counts;
import org.espalier.data.generated.RowOutline;
import org.espalier.data.grid.Fields;

/**
 * The points of some spirals.
 *
 * <p>Sample i of a split belongs to class i mod classes, so that splits are balanced, and is drawn from
 * {@code RandomStream.of(seed, "spirals/split").at(i)}: more samples begin with the fewer ones. With t uniform in [0, 1) it
 * lies at radius 0.1 + 0.9·t and angle 2π·(class/classes + turns·t) in the plane, plus noise in every dimension.
 */
final class Spirals extends OutlinedDataset {
    /** Raised whenever the same settings give other samples. */
    private static final int VERSION = 1;

    private static final double MIDDLE = 0.1;
    private final SpiralsSource.Settings settings;
    private final RowOutline outline;
    private final double[][] plane;
    private final Map<Split, float[]> points = new EnumMap<>(Split.class);

    Spirals(SpiralsSource.Settings settings, RowOutline outline) {
        super(outline);
        this.settings = settings;
        this.outline = outline;
        this.plane = plane(settings.dimensions(), RandomStream.of(settings.seed(), "spirals/plane"));
        for (Split split : Split.values()) {
            points.put(split, draw(split));
        }
    }

    /** What is known before there are points; refuses more than memory holds. */
    static RowOutline outline(SpiralsSource.Settings settings) throws DataException {
        Counts counts = settings.counts();
        Fields.checkMemory("spirals", counts.total() * settings.dimensions());
        int classes = settings.classes();
        return new RowOutline(counts, settings.dimensions(), settings.target().length(classes), classes);
    }

    /** Two orthonormal vectors: the axes themselves in two dimensions, else drawn uniformly among all planes. */
    private static double[][] plane(int dimensions, RandomStream random) {
        double[][] plane = new double[2][dimensions];
        if (dimensions == 2) {
            plane[0][0] = 1;
            plane[1][1] = 1;
            return plane;
        }
        for (int axis = 0; axis < 2; axis++) {
            for (int d = 0; d < dimensions; d++) {
                plane[axis][d] = random.normal((long) axis * dimensions + d);
            }
            double along = axis == 0 ? 0 : dot(plane[0], plane[1]);
            for (int d = 0; d < dimensions; d++) {
                plane[axis][d] -= along * plane[0][d];
            }
            double length = StrictMath.sqrt(dot(plane[axis], plane[axis]));
            for (int d = 0; d < dimensions; d++) {
                plane[axis][d] /= length;
            }
        }
        return plane;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private float[] draw(Split split) {
        RandomStream stream = RandomStream.of(settings.seed(), "spirals/" + SplitName.of(split));
        int dimensions = outline.inputs();
        float[] all = new float[outline.count(split) * dimensions];
        for (int sample = 0; sample < outline.count(split); sample++) {
            RandomStream draws = stream.at(sample);
            RandomStream noise = draws.at(1);
            double t = draws.uniform(0);
            double radius = MIDDLE + (1 - MIDDLE) * t;
            double turn = (double) classOf(sample) / settings.classes() + settings.turns() * t;
            double x = radius * StrictMath.cos(2 * StrictMath.PI * turn);
            double y = radius * StrictMath.sin(2 * StrictMath.PI * turn);
            for (int d = 0; d < dimensions; d++) {
                double point = x * plane[0][d] + y * plane[1][d];
                all[sample * dimensions + d] = (float) (point + settings.noise() * noise.normal(d));
            }
        }
        return all;
    }

    private int classOf(int sample) {
        return sample % settings.classes();
    }

    @Override
    public void read(Split split, int index, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
        float[] all = points.get(split);
        if (all == null) {
            throw new IllegalStateException("closed");
        }
        System.arraycopy(all, index * outline.inputs(), input, inputAt, outline.inputs());
        settings.target().write(classOf(index), settings.classes(), target, targetAt);
    }

    @Override
    public DatasetCard card() {
        return DatasetCard.of("Spirals", "point", "class")
                .takenAsIs()
                .from("version", Integer.toString(VERSION))
                .from("seed", Long.toString(settings.seed()))
                .from("classes", Integer.toString(settings.classes()))
                .from("dimensions", Integer.toString(settings.dimensions()))
                .from("turns", Double.toString(settings.turns()))
                .from("noise", Double.toString(settings.noise()));
    }

    @Override
    public void close() {
        points.clear();
    }
}
