package org.espalier.models.gpt;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.layers.Base;
import org.espalier.models.torch.TorchSource;
import org.osgi.service.component.annotations.Component;

/**
 * GPT-2's decoder-only transformer (Radford et al., Language models are unsupervised multitask learners, 2019): every position
 * of a sequence of tokens gives scores for the token after it, from itself and those before it.
 *
 * <p>Tokens and learned positions are looked up and added to a residual stream; every block adds x + attention(norm(x)), then x +
 * mlp(norm(x)), with exact GELU in a hidden layer four times as wide; a last norm, and the table of tokens gives the scores. At
 * GPT-2's sizes it has GPT-2's parameters, of the same names.
 *
 * <p>With {@code low-rank} the matrices of the MLPs, or of attention too, are W0 + U·V (InRank: Zhao et al., arXiv 2306.11250),
 * and the rank of each is a dim, such as {@code h.0.mlp.c_fc.rank}, whose growth keeps the function.
 */
@Component(service = Model.class)
@Plugin(name = "gpt")
@Doc("GPT-2's transformer: every position of a sequence of tokens gives scores for the token after it")
public final class Gpt implements Model<GptSettings> {
    @Override
    public Class<GptSettings> settings() {
        return GptSettings.class;
    }

    @Override
    public Dims dims(GptSettings settings) {
        return GptSizes.complete(settings, Dims.of());
    }

    @Override
    public Dims complete(GptSettings settings, Dims dims, Shapes batch) {
        GptShape.of(batch, settings);
        return GptSizes.complete(settings, dims);
    }

    @Override
    public int[] outputShape(GptSettings settings, Dims dims, Shapes batch) {
        GptShape shape = GptShape.of(batch, settings);
        return new int[] {shape.positions(), shape.vocabulary()};
    }

    @Override
    public boolean autoregressive(GptSettings settings) {
        return true;
    }

    @Override
    public Layout layout(GptSettings settings, Dims dims, Shapes batch) {
        return GptLayout.of(settings, dims, GptShape.of(batch, settings));
    }

    @Override
    public Cost cost(GptSettings settings, Dims dims, Shapes batch) {
        return GptCost.of(settings, dims, GptShape.of(batch, settings));
    }

    @Override
    public Optional<String> torch(GptSettings settings, Dims dims, Shapes batch) {
        GptShape shape = GptShape.of(batch, settings);
        Base base = settings.lowRank().map(LowRankMatrices::base).orElse(Base.NONE);
        List<Integer> ranks = GptSizes.matrices(settings).stream()
                .map(matrix -> matrix.rank(dims).map(Dim::size).orElse(-1))
                .toList();
        return Optional.of(TorchSource.of("Gpt", "layers.py", "gpt.py")
                .with("layers", settings.layers())
                .with("heads", settings.heads())
                .with("width", settings.width())
                .with("context", shape.positions())
                .with("vocabulary", shape.vocabulary())
                .with("base", base.name().toLowerCase(Locale.ROOT))
                .with("ranks", ranks)
                .text());
    }

    @Override
    public Program prepare(GptSettings settings, Dims dims, Shapes batch, Workspace workspace) {
        return new GptProgram(settings, dims, GptShape.of(batch, settings), workspace);
    }
}
