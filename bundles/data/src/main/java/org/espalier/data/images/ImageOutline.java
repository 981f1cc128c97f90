package org.espalier.data.images;

import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.data.ClassTarget;
import org.espalier.data.generated.Counts;
import org.espalier.data.grid.Fields;

/**
 * Images and classes, known before there are any. Inputs are [height, width, channels].
 *
 * @param counts  samples by split
 * @param shape   of every image
 * @param classes labels are below it
 * @param target  how a class is written
 */
public record ImageOutline(Counts counts, ImageShape shape, int classes, ClassTarget target) implements DataOutline {
    /**
     * Refuses more than memory or an array holds.
     *
     * @param where what they are of, for refusals
     */
    public static ImageOutline of(String where, Counts counts, ImageShape shape, int classes, ClassTarget target)
            throws DataException {
        counts.requireArrays(shape.size(), "images of " + shape + " pixels");
        Fields.checkBytes(where, counts.total() * (shape.size() + 1L));
        return new ImageOutline(counts, shape, classes, target);
    }

    /** The images of each split of arrays that were read whole: of those that are trained on, validation's are the last. */
    public Map<Split, Images> split(Images training, Images testing) {
        int trained = training.count() - counts.of(Split.VALIDATION);
        return Map.of(Split.TRAIN, training, Split.VALIDATION, training.from(trained), Split.TEST, testing);
    }

    @Override
    public int count(Split split) {
        return counts.of(split);
    }

    @Override
    public Dims dims() {
        return Dims.of();
    }

    @Override
    public int[] inputShape(Dims dims) {
        return shape.array();
    }

    @Override
    public int[] targetShape(Dims dims) {
        return new int[] {target.length(classes)};
    }
}
