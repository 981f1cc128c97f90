package org.espalier.host.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.EntryKind;

/**
 * All that the host keeps of one parameter. Arrays are not copied; compared bit for bit, without the moments' names, which an
 * earlier version has not written, and without codes, which follow from values and scales.
 *
 * @param kind      who writes it
 * @param shape     entries per axis
 * @param values    its entries in c-order
 * @param moments   the optimizer's moments in its order, each as long as the values; empty where it has none
 * @param names     the moments' names in their order; empty where they are not known
 * @param births    per axis, the step at which each index came into being; empty if the host keeps none
 * @param constants the optimizer's constants
 * @param scales    of the grid on which the values live; empty where that is float32
 * @param codes     the values as codes of that grid, which say the same in fewer bits; empty where nobody could tell them
 */
public record SavedParameter(
        EntryKind kind,
        int[] shape,
        float[] values,
        List<float[]> moments,
        List<String> names,
        List<long[]> births,
        double[] constants,
        double[] scales,
        Optional<SavedCodes> codes) {

    /** A parameter in float32. */
    public SavedParameter(
            EntryKind kind,
            int[] shape,
            float[] values,
            List<float[]> moments,
            List<String> names,
            List<long[]> births,
            double[] constants) {
        this(kind, shape, values, moments, names, births, constants, new double[0], Optional.empty());
    }

    /** The same on a grid of these scales. */
    SavedParameter on(double[] gridScales, Optional<SavedCodes> gridCodes) {
        return new SavedParameter(kind, shape, values, moments, names, births, constants, gridScales, gridCodes);
    }

    /** Refuses arrays that do not fit the shape, and names that are not those of the moments. */
    public SavedParameter {
        moments = List.copyOf(moments);
        names = List.copyOf(names);
        births = List.copyOf(births);
        int length = Tensor.count(shape);
        if (values.length != length || moments.stream().anyMatch(m -> m.length != length)) {
            throw new IllegalArgumentException(
                    "values and moments must have the " + length + " entries of shape " + Arrays.toString(shape));
        }
        if (!names.isEmpty() && names.size() != moments.size()) {
            throw new IllegalArgumentException("there are " + moments.size() + " moments, named " + names);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SavedParameter p
                && kind == p.kind
                && Arrays.equals(shape, p.shape)
                && SameBits.of(values, p.values)
                && SameBits.of(moments, p.moments, SameBits::of)
                && SameBits.of(births, p.births, Arrays::equals)
                && SameBits.of(constants, p.constants)
                && SameBits.of(scales, p.scales);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }
}
