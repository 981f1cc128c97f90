package org.espalier.models.mlp;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

/**
 * The parameters of a multilayer perceptron: weights [in, out] and biases [out].
 *
 * <p>Weights before an activation are born uniform with variance 2/in (He et al., arXiv 1502.01852), the others and all biases uniform
 * within ±1/√in. Growth keeps the function: new units are drawn alike, and what hears them is zero.
 */
final class MlpLayout {
    static final String IN = "in";
    static final String OUT = "out";
    private final List<Parameter> all = new ArrayList<>();

    private MlpLayout() {}

    /** The name of the linear layer that ends a block. */
    static String end(int block) {
        return MlpSizes.hidden(block) + ".end";
    }

    static Layout of(MlpSettings settings, Dims dims, MlpShape shape) {
        MlpLayout layout = new MlpLayout();
        if (settings.residual()) {
            layout.residual(dims, shape);
        } else {
            layout.plain(dims, shape);
        }
        return Layout.of(layout.all);
    }

    /** A layer that depth brings is the identity, which relu leaves as it is: what comes in is never negative. */
    private void plain(Dims dims, MlpShape shape) {
        Axis in = Axis.fixed(Role.CONSUMES, shape.inputs());
        int layer = 0;
        for (Dim width : MlpSizes.widths(dims)) {
            Axis out = Axis.of(Role.PRODUCES, width);
            String name = MlpSizes.hidden(layer++);
            all.add(weight(name, heBound(in), in, out).appendedBy(Init.identity()));
            all.add(bias(name, in, Axis.of(Role.NORM, width)).appendedBy(Init.zero()));
            in = Axis.of(Role.CONSUMES, width);
        }
        addOut(in, shape);
    }

    /** A block that depth brings ends in zeros, and adds nothing to the stream. */
    private void residual(Dims dims, MlpShape shape) {
        Dim stream = dims.get(MlpSizes.STREAM);
        Axis shared = Axis.of(Role.SHARED, stream);
        Axis inputs = Axis.fixed(Role.CONSUMES, shape.inputs());
        Axis streamBias = Axis.of(Role.NORM, stream);
        // New channels of the stream are drawn here: whoever hears them is silent along them.
        all.add(Parameter.trained(IN + ".weight", Init.uniform(bound(inputs)), inputs, shared));
        all.add(bias(IN, inputs, streamBias));
        int block = 0;
        for (Dim width : MlpSizes.widths(dims)) {
            String name = MlpSizes.hidden(block);
            Axis read = Axis.of(Role.CONSUMES, width);
            all.add(weight(name, heBound(shared), shared, Axis.of(Role.PRODUCES, width)));
            all.add(bias(name, shared, Axis.of(Role.NORM, width)));
            all.add(weight(end(block), bound(read), read, Axis.of(Role.BRANCH_END, stream))
                    .appendedBy(Init.zero()));
            all.add(bias(end(block), read, streamBias).appendedBy(Init.zero()));
            block++;
        }
        addOut(shared, shape);
    }

    private void addOut(Axis in, MlpShape shape) {
        all.add(weight(OUT, bound(in), in, Axis.fixed(Role.PRODUCES, shape.outputs())));
        all.add(bias(OUT, in, Axis.fixed(Role.NORM, shape.outputs())));
    }

    private static Parameter weight(String name, double bound, Axis in, Axis out) {
        return Parameter.trained(name + ".weight", Init.uniform(bound), in, out).silentAlong(in.role());
    }

    private static Parameter bias(String name, Axis in, Axis out) {
        return Parameter.trained(name + ".bias", Init.uniform(bound(in)), out);
    }

    private static double bound(Axis in) {
        return 1 / Math.sqrt(in.size());
    }

    private static double heBound(Axis in) {
        return Math.sqrt(6.0 / in.size());
    }
}
