package org.espalier.models.resnet;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;

/**
 * The parameters of a residual network, named as PyTorch's torchvision names them: kernels [side, side, in, out], those of 1×1
 * [in, out] like the last linear layer's.
 *
 * <p>Kernels are born normal with variance 2/(side²·in) (He et al., arXiv 1502.01852), the last layer uniform within ±1/√in,
 * biases zero, gains one. The shortcut of an augmented block is a partial identity, behind which a fixed transform stands, or a
 * kernel like all others. Roles say what ends a branch: the second convolution of a block, and whatever has another path beside
 * it.
 */
final class ResnetLayout {
    static final String STEM = "conv1";
    static final String STEM_NORM = "bn1";
    static final String TAIL_NORM = "bn";
    static final String HEAD = "fc";
    private final ResnetSettings settings;
    private final List<Parameter> all = new ArrayList<>();

    private ResnetLayout(ResnetSettings settings) {
        this.settings = settings;
    }

    static Layout of(ResnetSettings settings, ImageShape shape) {
        ResnetLayout layout = new ResnetLayout(settings);
        boolean augmented = settings.augmented();
        int width = settings.widths().get(0);
        layout.kernel(
                STEM, Role.CONSUMES, shape.channels(), settings.transformed() ? Role.BRANCH_END : Role.SHARED, width);
        layout.norm(STEM_NORM, width);
        for (BlockSize block : BlockSize.all(settings, shape)) {
            layout.block(block);
            width = block.out();
        }
        if (augmented) {
            layout.norm(TAIL_NORM, width);
        }
        double bound = 1 / Math.sqrt(width);
        layout.all.add(Parameter.trained(
                HEAD + ".weight",
                Init.uniform(bound),
                Axis.fixed(Role.CONSUMES, width),
                Axis.fixed(Role.PRODUCES, shape.outputs())));
        layout.all.add(Parameter.trained(HEAD + ".bias", Init.uniform(bound), Axis.fixed(Role.NORM, shape.outputs())));
        return Layout.of(layout.all);
    }

    private void block(BlockSize block) {
        String name = block.name();
        boolean augmented = settings.augmented();
        Role first = augmented ? Role.BRANCH_END : Role.PRODUCES;
        kernel(name + ".conv1", augmented ? Role.CONSUMES : Role.SHARED, block.in(), first, block.out());
        norm(name + ".bn1", augmented ? block.in() : block.out());
        kernel(name + ".conv2", Role.CONSUMES, block.out(), Role.BRANCH_END, block.out());
        norm(name + ".bn2", block.out());
        if (block.changes()) {
            String shortcut = name + ".downsample.0";
            if (settings.shortcutSide() > 1) {
                kernel(shortcut, Role.CONSUMES, block.in(), Role.SHARED, block.out());
                return;
            }
            Init drawn = Init.normal(Math.sqrt(2.0 / block.in()));
            all.add(Parameter.trained(
                    shortcut + ".weight",
                    augmented ? Init.identity() : drawn,
                    Axis.fixed(Role.CONSUMES, block.in()),
                    Axis.fixed(Role.SHARED, block.out())));
            bias(shortcut, block.out());
            if (!augmented) {
                norm(name + ".downsample.1", block.out());
            }
        }
    }

    private void kernel(String name, Role reads, int in, Role makes, int out) {
        all.add(Parameter.trained(
                name + ".weight",
                Init.normal(Math.sqrt(2.0 / (9 * in))),
                Axis.fixed(Role.SPATIAL, 3),
                Axis.fixed(Role.SPATIAL, 3),
                Axis.fixed(reads, in),
                Axis.fixed(makes, out)));
        bias(name, out);
    }

    private void bias(String name, int out) {
        if (!settings.normed()) {
            all.add(Parameter.trained(name + ".bias", Init.zero(), Axis.fixed(Role.NORM, out)));
        }
    }

    private void norm(String name, int width) {
        if (settings.normed()) {
            Axis channels = Axis.fixed(Role.NORM, width);
            all.add(Parameter.trained(name + ".weight", Init.constant(1), channels));
            all.add(Parameter.trained(name + ".bias", Init.zero(), channels));
            all.add(Parameter.statistic(name + ".running_mean", Init.zero(), channels));
            all.add(Parameter.statistic(name + ".running_var", Init.constant(1), channels));
        }
    }
}
