package org.espalier.host.weights;

import org.bytedeco.javacpp.FloatPointer;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that the host keeps of one parameter: master values, gradient and moments on the heap, where the optimizer works, and
 * native copies of values and gradient, where BLAS does.
 */
public final class Tensor implements AutoCloseable {
    private final Parameter parameter;
    private final float[] values;
    private final float[] gradient;
    private final float[][] moments;
    private final Ages ages;
    private final double[] constants;
    private final double[] scales;
    private final NativeFloats nativeValues;
    private final NativeFloats nativeGradient;

    /** A tensor in float32 that takes over these arrays. */
    public Tensor(Parameter parameter, float[] values, float[][] moments, Ages ages, double[] constants) {
        this(parameter, Values.float32(values), moments, ages, constants);
    }

    /**
     * A tensor that takes over these arrays.
     *
     * @param values    values in c-order, as long as the parameter; the seen ones are copied
     * @param moments   one array per moment, each as long; empty where nothing is trained
     * @param constants the optimizer's constants of this parameter
     */
    public Tensor(Parameter parameter, Values values, float[][] moments, Ages ages, double[] constants) {
        this.parameter = parameter;
        this.values = values.master();
        this.scales = values.scales();
        this.moments = moments;
        this.ages = ages;
        this.constants = constants;
        long[] shape = new long[parameter.axes().size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = parameter.axes().get(axis).size();
        }
        this.gradient = new float[trained() ? this.values.length : 0];
        this.nativeValues = NativeFloats.zeros(shape);
        try {
            this.nativeGradient = trained() ? NativeFloats.zeros(shape) : NativeFloats.zeros(1);
            show(values.seen());
        } catch (RuntimeException | Error e) {
            nativeValues.close();
            throw e;
        }
    }

    /** What the tensor is. */
    public Parameter parameter() {
        return parameter;
    }

    /** Whether the optimizer writes it. */
    public boolean trained() {
        return parameter.kind() == EntryKind.TRAINED;
    }

    /** The master values, live. */
    public float[] values() {
        return values;
    }

    /** Where the optimizer takes the gradient, on the heap, live; clipped or overwritten after a step. Empty unless trained. */
    public float[] gradient() {
        return gradient;
    }

    /** A copy of the gradient as the last backward pass left it: neither clipped nor used up; only if trained. */
    public float[] lastGradient() {
        if (!trained()) {
            throw new IllegalArgumentException(parameter.name() + " is " + parameter.kind() + " and has no gradient");
        }
        float[] copy = new float[values.length];
        if (copy.length > 0) {
            nativeGradient.cursor().get(copy, 0, copy.length);
        }
        return copy;
    }

    /** The moments, live. */
    public float[][] moments() {
        return moments;
    }

    /** When its entries were born. */
    public Ages ages() {
        return ages;
    }

    /** The optimizer's constants. */
    public double[] constants() {
        return constants;
    }

    /** The scales of the grid on which the master values live; empty where that is float32. */
    public double[] scales() {
        return scales;
    }

    /** The values as programs see them. */
    public INDArray array() {
        return nativeValues.array();
    }

    /** The gradient as programs add to it; only if trained. */
    public INDArray gradientArray() {
        return nativeGradient.array();
    }

    /** A pointer to the native values for one thread. */
    public FloatPointer valuesCursor() {
        return nativeValues.cursor();
    }

    /** A pointer to the native gradient for one thread. */
    public FloatPointer gradientCursor() {
        return nativeGradient.cursor();
    }

    /** Has programs see the master values as they are. */
    public void publish() {
        show(values);
    }

    private void show(float[] seen) {
        if (seen.length > 0) {
            nativeValues.cursor().put(seen, 0, seen.length);
        }
    }

    @Override
    public void close() {
        nativeValues.close();
        nativeGradient.close();
    }
}
