package org.espalier.host.store;

import java.util.Arrays;
import java.util.List;
import org.espalier.api.growth.EntryKind;

/**
 * All that the host keeps of one parameter. Arrays are not copied; compared bit for bit, and without the moments' names, which an
 * earlier version has not written.
 *
 * @param kind      who writes it
 * @param shape     entries per axis
 * @param values    its entries in c-order
 * @param moments   the optimizer's moments in its order, each as long as the values; empty where it has none
 * @param names     the moments' names in their order; empty where they are not known
 * @param births    per axis, the step at which each index came into being; empty if the host keeps none
 * @param constants the optimizer's constants
 */
public record SavedParameter(
        EntryKind kind,
        int[] shape,
        float[] values,
        List<float[]> moments,
        List<String> names,
        List<long[]> births,
        double[] constants) {

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
                && SameBits.of(constants, p.constants);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }
}
