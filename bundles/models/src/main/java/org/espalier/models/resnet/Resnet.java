package org.espalier.models.resnet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.models.torch.TorchSource;
import org.osgi.service.component.annotations.Component;

/**
 * The residual network for small images (He et al., arXiv 1512.03385, in the form in use for CIFAR): a 3×3 convolution, stages
 * of blocks, of which each but the first halves the image's sides, the mean over all points, and a linear layer. With its
 * default settings it is ResNet-18, 11 173 962 parameters for ten classes; [3, 3, 3] blocks of [16, 32, 64] channels are
 * ResNet-20.
 *
 * <p>Augmented, it is that of ZerO's first version (Zhao, Schäfer, Anandkumar, arXiv 2110.12661): each convolution has a
 * shortcut of its own, relu comes before norm and lets errors through at zero, and fixed Hadamard transforms stand where the
 * stream widens. With its convolutions born zero no layer is dead. Its transforms make channels alike where few become many,
 * and only batch norm or the outputs part them; with augmented-kernels there are 3×3 kernels in their place. It has no dims.
 */
@Component(service = Model.class)
@Plugin(name = "resnet")
@Doc("residual network for small images, standard or augmented with shortcuts and transforms for birth by zeros")
public final class Resnet implements Model<ResnetSettings> {
    @Override
    public Class<ResnetSettings> settings() {
        return ResnetSettings.class;
    }

    @Override
    public Dims dims(ResnetSettings settings) {
        return Dims.of();
    }

    @Override
    public Dims complete(ResnetSettings settings, Dims dims, Shapes batch) {
        ImageShape.of(batch, settings);
        return Dims.of();
    }

    @Override
    public int[] outputShape(ResnetSettings settings, Dims dims, Shapes batch) {
        return ImageShape.of(batch, settings).output();
    }

    @Override
    public Layout layout(ResnetSettings settings, Dims dims, Shapes batch) {
        return ResnetLayout.of(settings, ImageShape.of(batch, settings));
    }

    @Override
    public Cost cost(ResnetSettings settings, Dims dims, Shapes batch) {
        return ResnetCost.of(settings, ImageShape.of(batch, settings));
    }

    @Override
    public Optional<String> torch(ResnetSettings settings, Dims dims, Shapes batch) {
        ImageShape shape = ImageShape.of(batch, settings);
        return Optional.of(TorchSource.of("Resnet", "layers.py", "resnet.py")
                .with("channels", shape.channels())
                .with("outputs", Arrays.stream(shape.output()).boxed().toList())
                .with("blocks", settings.blocks())
                .with("widths", settings.widths())
                .with(
                        "variant",
                        settings.variant().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .with("norm", settings.norm().name().toLowerCase(Locale.ROOT))
                .text());
    }

    @Override
    public Program prepare(ResnetSettings settings, Dims dims, Shapes batch, Workspace workspace) {
        return new ResnetProgram(settings, ImageShape.of(batch, settings), workspace);
    }
}
