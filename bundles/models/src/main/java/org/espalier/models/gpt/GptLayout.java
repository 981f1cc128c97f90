package org.espalier.models.gpt;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

/**
 * The parameters of a GPT, named, ordered and shaped as those of GPT-2 (Radford et al., 2019): weights [in, out]; queries, keys and
 * values beside one another in {@code c_attn}, each by heads; the head is the table of tokens.
 *
 * <p>Born as GPT-2's: weights normal with standard deviation 0.02, which is divided by √(2·layers) where a branch ends in the residual
 * stream; biases zero, gains one.
 */
final class GptLayout {
    static final String TOKENS = "wte.weight";
    static final String POSITIONS = "wpe.weight";
    static final String FINAL_NORM = "ln_f";
    private static final double STD = 0.02;
    private final List<Parameter> all = new ArrayList<>();
    private final Axis stream;
    private final Axis end;
    private final Axis scales;

    private GptLayout(int width) {
        this.stream = Axis.fixed(Role.SHARED, width);
        this.end = Axis.fixed(Role.BRANCH_END, width);
        this.scales = Axis.fixed(Role.NORM, width);
    }

    /** The name of a block. */
    static String block(int layer) {
        return "h." + layer;
    }

    static Layout of(GptSettings settings, GptShape shape) {
        GptLayout layout = new GptLayout(settings.width());
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
        Init branchEnd = Init.normal(STD / Math.sqrt(2.0 * settings.layers()));
        norm(name + ".ln_1");
        Axis made = Axis.fixed(Role.PRODUCES, 3).times(heads).times(size);
        add(name + ".attn.c_attn.weight", Init.normal(STD), stream, made);
        add(
                name + ".attn.c_attn.bias",
                Init.zero(),
                Axis.fixed(Role.NORM, 3).times(heads).times(size));
        Axis mixed = Axis.fixed(Role.CONSUMES, heads).times(size);
        add(name + ".attn.c_proj.weight", branchEnd, mixed, end);
        add(name + ".attn.c_proj.bias", Init.zero(), scales);
        norm(name + ".ln_2");
        int hidden = settings.hidden();
        add(name + ".mlp.c_fc.weight", Init.normal(STD), stream, Axis.fixed(Role.PRODUCES, hidden));
        add(name + ".mlp.c_fc.bias", Init.zero(), Axis.fixed(Role.NORM, hidden));
        add(name + ".mlp.c_proj.weight", branchEnd, Axis.fixed(Role.CONSUMES, hidden), end);
        add(name + ".mlp.c_proj.bias", Init.zero(), scales);
    }

    private void norm(String name) {
        add(name + ".weight", Init.constant(1), scales);
        add(name + ".bias", Init.zero(), scales);
    }

    private void add(String name, Init birth, Axis... axes) {
        all.add(Parameter.trained(name, birth, axes));
    }
}
