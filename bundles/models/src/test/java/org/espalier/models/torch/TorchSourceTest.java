package org.espalier.models.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.espalier.api.growth.Dims;
import org.espalier.api.model.Model;
import org.espalier.api.model.Shapes;
import org.espalier.layers.Activation;
import org.espalier.layers.Base;
import org.espalier.models.Fno1d;
import org.espalier.models.Fno2d;
import org.espalier.models.FnoSettings;
import org.espalier.models.gpt.Gpt;
import org.espalier.models.gpt.GptSettings;
import org.espalier.models.gpt.LowRankMatrices;
import org.espalier.models.lowrank.LowRankSettings;
import org.espalier.models.mlp.DeepLinear;
import org.espalier.models.mlp.DeepLinearSettings;
import org.espalier.models.mlp.Mlp;
import org.espalier.models.mlp.MlpSettings;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.espalier.models.resnet.Resnet;
import org.espalier.models.resnet.ResnetSettings;
import org.espalier.models.resnet.ResnetSettings.Norm;
import org.junit.jupiter.api.Test;

/** What the source says of a grown model; that it computes the same is shown by {@code integration-tests/export-check}. */
class TorchSourceTest {
    private static <S extends Record> String call(Model<S> model, S settings, Dims dims, Shapes shapes) {
        String source = model.torch(settings, dims, shapes).orElseThrow();
        assertEquals(1, source.lines().filter("def network():"::equals).count());
        String call = source.substring(source.indexOf("    return ", source.indexOf("def network():")));
        String type = call.substring("    return ".length(), call.indexOf('('));
        assertTrue(source.contains("class " + type + "(torch.nn.Module):"), source);
        List<String> classes =
                source.lines().filter(line -> line.startsWith("class ")).toList();
        assertEquals(classes.stream().distinct().toList(), classes, "each is defined once");
        return call.lines().map(String::strip).reduce("", String::concat);
    }

    private static Dims grown(Dims dims, String name, int size) {
        return dims.with(dims.get(name).withSize(size));
    }

    @Test
    void aFourierOperatorHasTheModesToWhichEachLayerHasGrown() {
        FnoSettings settings = new FnoSettings(6, 3, 2, 8, 16);
        Fno2d model = new Fno2d();
        Dims dims = grown(model.dims(settings), "layer1.modes", 5);
        Shapes shapes = Shapes.of(4, new int[] {16, 16, 2}, new int[] {16, 16, 1});
        assertEquals(
                "return FourierNeuralOperator(axes=2,inputs=2,outputs=1,width=6,hidden=16,modes=[2, 5, 2],)",
                call(model, settings, dims, shapes));
        Shapes line = Shapes.of(4, new int[] {16, 1}, new int[] {16, 3});
        assertEquals(
                "return FourierNeuralOperator(axes=1,inputs=1,outputs=3,width=6,hidden=16,modes=[2, 2, 2],)",
                call(new Fno1d(), settings, new Fno1d().dims(settings), line));
        FnoSettings low = new FnoSettings(6, 2, 2, 8, 16, Optional.of(new LowRankSettings(2, 0, Base.DENSE)));
        assertEquals(
                "return FourierNeuralOperator(axes=1,inputs=1,outputs=3,width=6,hidden=16,modes=[2, 2],base=\"dense\",ranks=[2, 4],)",
                call(new Fno1d(), low, grown(new Fno1d().dims(low), "layer1.skip.rank", 4), line));
    }

    @Test
    void aPerceptronHasItsWidthsItsActivationAndItsStream() {
        Shapes shapes = Shapes.of(4, new int[] {3, 2}, new int[] {1});
        MlpSettings plain =
                new MlpSettings(Variant.PLAIN, Activation.RELU, 6, List.of(6, 5), 2, 64, 8, 0, 4, Optional.empty());
        assertEquals(
                "return Perceptron(inputs=6,outputs=[4],widths=[6, 9],activation=\"relu\",stream=0,)",
                call(new Mlp(), plain, grown(new Mlp().dims(plain), "hidden1.width", 9), shapes));
        MlpSettings residual =
                new MlpSettings(Variant.RESIDUAL, Activation.GELU, 6, List.of(), 2, 64, 8, 7, 0, Optional.empty());
        assertEquals(
                "return Perceptron(inputs=6,outputs=[1],widths=[6, 6],activation=\"gelu\",stream=8,)",
                call(new Mlp(), residual, grown(new Mlp().dims(residual), "stream.width", 8), shapes));
    }

    @Test
    void aPerceptronOfLowRankHasTheRanksOfItsHiddenMatricesAndTheirBase() {
        Shapes shapes = Shapes.of(4, new int[] {6}, new int[] {1});
        LowRankSettings low = new LowRankSettings(2, 0, Base.HADAMARD);
        MlpSettings settings =
                new MlpSettings(Variant.RESIDUAL, Activation.RELU, 8, List.of(), 1, 64, 8, 0, 0, Optional.of(low));
        assertEquals(
                "return Perceptron(inputs=6,outputs=[1],widths=[8],activation=\"relu\",stream=8,base=\"hadamard\",ranks=[2, 5],)",
                call(new Mlp(), settings, grown(new Mlp().dims(settings), "hidden0.end.rank", 5), shapes));
    }

    @Test
    void aDeepLinearNetworkHasTheWidthsBetweenItsMatrices() {
        Shapes shapes = Shapes.of(4, new int[] {3, 2}, new int[] {5});
        DeepLinearSettings settings = new DeepLinearSettings(3, 4, 64, 0.1, 0);
        assertEquals(
                "return DeepLinear(inputs=6,outputs=[5],widths=[4, 7],)",
                call(new DeepLinear(), settings, grown(new DeepLinear().dims(settings), "hidden1.width", 7), shapes));
    }

    @Test
    void aGptHasItsSizesAndTheRankToWhichEachMatrixHasGrown() {
        Shapes shapes = Shapes.of(2, new int[] {5, 1}, new int[] {5, 1}).withVocabulary(11);
        GptSettings settings =
                new GptSettings(1, 2, 6, 0, 0, 0.1, Optional.of(new LowRankMatrices(2, 0, Base.IDENTITY, false)));
        assertEquals(
                "return Gpt(layers=1,heads=2,width=6,context=5,vocabulary=11,base=\"identity\",ranks=[-1, -1, 4, 2],)",
                call(new Gpt(), settings, grown(new Gpt().dims(settings), "h.0.mlp.c_fc.rank", 4), shapes));
    }

    @Test
    void aResnetHasItsStagesAndItsVariant() {
        Shapes shapes = Shapes.of(2, new int[] {8, 8}, new int[] {1});
        ResnetSettings settings = new ResnetSettings(
                ResnetSettings.Variant.AUGMENTED_KERNELS, Norm.NONE, List.of(2, 1), List.of(4, 8), 10);
        assertEquals(
                "return Resnet(channels=1,outputs=[10],blocks=[2, 1],widths=[4, 8],variant=\"augmented-kernels\",norm=\"none\",)",
                call(new Resnet(), settings, new Resnet().dims(settings), shapes));
    }
}
