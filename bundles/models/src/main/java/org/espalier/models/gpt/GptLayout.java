package org.espalier.models.gpt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * The parameters of a GPT, named, ordered and shaped as those of GPT-2 (Radford et al., 2019): weights [in, out]; queries, keys
 * and values beside one another in {@code c_attn}, each by heads; the head is the table of tokens.
 *
 * <p>Born as GPT-2's: weights normal with standard deviation 0.02, which is divided by √(2·layers) where a branch ends in the
 * residual stream; biases zero, gains one.
 *
 * <p>In place of a weight of low rank stand its factors u [out, rank] and v [rank, in] and, where W0 is dense, w0 [out, in],
 * born as the weight would be. u is born zero, so that the product adds nothing at first, and v with orthonormal rows. Without
 * W0 nothing would then ever learn: both factors are drawn, so that the product's entries are as large as the weight's. What
 * growth adds to a rank is born in the same forms with u zero: it changes no output.
 */
final class GptLayout {
    static final String TOKENS = "wte.weight";
    static final String POSITIONS = "wpe.weight";
    static final String FINAL_NORM = "ln_f";
    private static final double STD = 0.02;
    private final List<Parameter> all = new ArrayList<>();
    private final Dims dims;
    private final Axis stream;
    private final Axis end;
    private final Axis scales;

    private GptLayout(int width, Dims dims) {
        this.dims = dims;
        this.stream = Axis.fixed(Role.SHARED, width);
        this.end = Axis.fixed(Role.BRANCH_END, width);
        this.scales = Axis.fixed(Role.NORM, width);
    }

    /** The name of a block. */
    static String block(int layer) {
        return "h." + layer;
    }

    static Layout of(GptSettings settings, Dims dims, GptShape shape) {
        GptLayout layout = new GptLayout(settings.width(), dims);
        layout.add(TOKENS, Init.normal(STD), Axis.fixed(Role.SHARED, shape.vocabulary()), layout.stream);
        layout.add(POSITIONS, Init.normal(STD), Axis.fixed(Role.SPATIAL, shape.positions()), layout.stream);
        for (int layer = 0; layer < settings.layers(); layer++) {
            layout.block(block(layer), settings);
        }
        layout.norm(FINAL_NORM);
        return Layout.of(layout.all);
    }

    private void block(String name, GptSettings settings) {
        int heads = settings.heads();
        int size = settings.width() / heads;
        int hidden = settings.hidden();
        double ending = STD / Math.sqrt(2.0 * settings.layers());
        Optional<LowRankMatrices> low = settings.lowRank();
        norm(name + ".ln_1");
        Axis made = Axis.fixed(Role.PRODUCES, heads).times(size).beside(3);
        matrix(name + ".attn.c_attn", low, STD, stream, made);
        add(name + ".attn.c_attn.bias", Init.zero(), made.as(Role.NORM));
        Axis mixed = Axis.fixed(Role.CONSUMES, heads).times(size);
        matrix(name + ".attn.c_proj", low, ending, mixed, end);
        add(name + ".attn.c_proj.bias", Init.zero(), scales);
        norm(name + ".ln_2");
        matrix(name + ".mlp.c_fc", low, STD, stream, Axis.fixed(Role.PRODUCES, hidden));
        add(name + ".mlp.c_fc.bias", Init.zero(), Axis.fixed(Role.NORM, hidden));
        matrix(name + ".mlp.c_proj", low, ending, Axis.fixed(Role.CONSUMES, hidden), end);
        add(name + ".mlp.c_proj.bias", Init.zero(), scales);
    }

    /** A matrix in whatever form it has, with entries of that standard deviation. */
    private void matrix(String name, Optional<LowRankMatrices> low, double std, Axis in, Axis out) {
        Optional<Dim> found = dims.find(LowRank.dim(name));
        if (found.isEmpty()) {
            add(name + ".weight", Init.normal(std), in, out);
            return;
        }
        Dim rank = found.get();
        Base base = low.orElseThrow().base();
        if (base == Base.DENSE) {
            all.add(Parameter.frozen(name + ".w0", Init.normal(std), out, in));
        }
        // Entries of a product of factors of this deviation have the wanted one.
        Init drawn = Init.normal(Math.sqrt(std / Math.sqrt(Math.max(1, rank.size()))));
        boolean alone = base == Base.NONE;
        // The product is a branch beside W0 that this ends: who bears parameters by their roles keeps it zero.
        Axis made = alone ? out : out.as(Role.BRANCH_END);
        all.add(Parameter.trained(name + ".u", alone ? drawn : Init.zero(), made, Axis.of(Role.CONSUMES, rank))
                .grownBy(Init.zero()));
        all.add(Parameter.trained(name + ".v", alone ? drawn : Init.orthonormal(), Axis.of(Role.PRODUCES, rank), in));
    }

    private void norm(String name) {
        add(name + ".weight", Init.constant(1), scales);
        add(name + ".bias", Init.zero(), scales);
    }

    private void add(String name, Init birth, Axis... axes) {
        all.add(Parameter.trained(name, birth, axes));
    }
}
