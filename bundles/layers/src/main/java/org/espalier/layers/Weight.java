package org.espalier.layers;

import java.util.Objects;
import org.espalier.api.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One parameter as a layer sees it: where its values are and, if it is trained, where each worker adds its gradient.
 *
 * <p>Where work is split so that every entry belongs to one worker, all add to the gradient itself. Where it is split by
 * samples, each worker has a partial gradient of its own, and these are summed in the order of the workers.
 */
@ProviderType
public final class Weight {
    private final String name;
    private final @Nullable Memory partials;
    private final int length;
    private final boolean trained;
    private @Nullable Memory values;
    private @Nullable Memory gradients;

    Weight(String name, int length, boolean trained, @Nullable Memory partials) {
        this.name = name;
        this.length = length;
        this.trained = trained;
        this.partials = partials;
    }

    void bind(Parameters weights) {
        values = current(weights.get(name), values);
    }

    void bindGradients(Parameters into) {
        if (trained) {
            gradients = current(into.get(name), gradients);
        }
    }

    private Memory current(INDArray array, @Nullable Memory known) {
        if (known != null && known.array() == array) {
            return known;
        }
        if (array.length() != length) {
            throw new IllegalArgumentException(
                    name + " has " + array.length() + " entries, but the program was prepared for " + length);
        }
        return Memory.of(array);
    }

    /** The address of a value. */
    public long at(long offset) {
        return Objects.requireNonNull(values, name).at(offset);
    }

    /** The address to which a worker adds an entry's gradient. */
    public long gradientAt(int worker, long offset) {
        return partials == null
                ? Objects.requireNonNull(gradients, name).at(offset)
                : partials.at((long) worker * length + offset);
    }

    /** Entries in all. */
    public int length() {
        return length;
    }

    void clear(int worker, Blas blas) {
        if (partials != null) {
            blas.zero(gradientAt(worker, 0), length);
        }
    }

    void collect(int workers, Blas blas) {
        if (partials != null) {
            for (int worker = 0; worker < workers; worker++) {
                blas.add(
                        length,
                        gradientAt(worker, 0),
                        Objects.requireNonNull(gradients, name).at(0));
            }
        }
    }
}
