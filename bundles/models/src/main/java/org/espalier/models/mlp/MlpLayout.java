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
import org.espalier.layers.Base;
import org.espalier.models.lowrank.LowRank;

/**
 * The parameters of a multilayer perceptron: weights [in, out] and biases [out]; in place of a weight of low rank its factors u
 * [out, rank] and v [rank, in] and, where W0 is dense, w0 [out, in].
 *
 * <p>Weights before an activation are born uniform with variance 2/in (He et al., arXiv 1502.01852), the others and all biases
 * uniform within ±1/√in; a dense W0 as the weight in whose place it stands. Growth keeps the function: new units are drawn
 * alike, and what hears them is zero. Of a product u is zero, so that it adds nothing at first, and v has orthonormal rows.
 */
final class MlpLayout {
    static final String IN = "in";
    static final String OUT = "out";
    private final MlpSettings settings;
    private final Dims dims;
    private final RowShape shape;
    private final List<Parameter> all = new ArrayList<>();

    private MlpLayout(MlpSettings settings, Dims dims, RowShape shape) {
        this.settings = settings;
        this.dims = dims;
        this.shape = shape;
    }

    static Layout of(MlpSettings settings, Dims dims, RowShape shape) {
        MlpLayout layout = new MlpLayout(settings, dims, shape);
        if (settings.residual()) {
            layout.residual();
        } else {
            layout.plain();
        }
        return Layout.of(layout.all);
    }

    /** A layer that depth brings is the identity, which relu leaves as it is: what comes in is never negative. */
    private void plain() {
        Axis in = Axis.fixed(Role.CONSUMES, shape.inputs());
        int layer = 0;
        for (Dim width : MlpSizes.widths(dims)) {
            String name = MlpSizes.hidden(layer++);
            addHidden(name, heBound(in), in, Role.PRODUCES, width, Init.identity());
            all.add(bias(name, in, Axis.of(Role.NORM, width)).appendedBy(Init.zero()));
            in = Axis.of(Role.CONSUMES, width);
        }
        addOut(in);
    }

    /** A block that depth brings ends in zeros, and adds nothing to the stream. */
    private void residual() {
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
            String end = MlpSizes.end(block++);
            Axis read = Axis.of(Role.CONSUMES, width);
            Init drawn = Init.uniform(heBound(shared));
            addHidden(name, heBound(shared), shared, Role.PRODUCES, width, drawn);
            all.add(bias(name, shared, Axis.of(Role.NORM, width)));
            addHidden(end, bound(read), read, Role.BRANCH_END, stream, Init.zero());
            all.add(bias(end, read, streamBias).appendedBy(Init.zero()));
        }
        addOut(shared);
    }

    private void addOut(Axis in) {
        all.add(weight(OUT, bound(in), in, Axis.fixed(Role.PRODUCES, shape.outputs())));
        all.add(bias(OUT, in, Axis.fixed(Role.NORM, shape.outputs())));
    }

    /** The matrix of a hidden layer, in whatever form. */
    private void addHidden(String name, double bound, Axis in, Role makes, Dim out, Init appended) {
        if (settings.lowRank().isEmpty()) {
            all.add(weight(name, bound, in, Axis.of(makes, out)).appendedBy(appended));
            return;
        }
        Dim rank = dims.get(LowRank.dim(name));
        if (settings.lowRank().get().base() == Base.DENSE) {
            all.add(Parameter.frozen(name + ".w0", Init.uniform(bound), Axis.of(makes, out), in)
                    .silentAlong(in.role())
                    .appendedBy(appended));
        }
        // Beside W0 the product is a branch that this ends: who bears parameters by their roles keeps it zero.
        boolean alone = settings.lowRank().get().base() == Base.NONE;
        Axis made = Axis.of(alone ? makes : Role.BRANCH_END, out);
        all.add(Parameter.trained(name + ".u", Init.zero(), made, Axis.of(Role.CONSUMES, rank)));
        all.add(Parameter.trained(name + ".v", Init.orthonormal(), Axis.of(Role.PRODUCES, rank), in)
                .silentAlong(in.role()));
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
