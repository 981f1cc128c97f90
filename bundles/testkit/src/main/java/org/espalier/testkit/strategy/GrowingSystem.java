package org.espalier.testkit.strategy;

import java.util.List;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.testkit.doubles.BatchNormMlp;
import org.espalier.testkit.doubles.DeepMlp;
import org.espalier.testkit.doubles.LowRankLayer;
import org.espalier.testkit.doubles.PlainModel;
import org.espalier.testkit.doubles.SpectralStack;
import org.espalier.testkit.doubles.TiedEmbedding;

/**
 * A small model, the dims of its data, and what a job lets a strategy grow of both.
 *
 * @param name  what it is, for failures
 * @param model the model
 * @param data  the data's dims
 * @param claim the dims that the strategy may grow, such as {@code *.modes}
 */
public record GrowingSystem(String name, PlainModel model, Dims data, String claim) {
    private static final Dim GRID =
            Dim.of("resolution", DimKind.RESOLUTION, 16, 64).withPermitted(8, 16, 32, 64);

    /** A system without data dims. */
    public static GrowingSystem of(String name, PlainModel model, String claim) {
        return new GrowingSystem(name, model, Dims.of(), claim);
    }

    /** One system per kind of dim: width, shared width, rank, modes, depth, depth and ranks together, resolution. */
    public static List<GrowingSystem> all() {
        return List.of(
                of("a layer whose width grows", new BatchNormMlp(3, 3, 12, 2), "hidden"),
                of("an embedding whose shared width grows", new TiedEmbedding(5, 3, 4), "width"),
                of("a low-rank update whose rank grows", new LowRankLayer(6, 7, 2), "*.rank"),
                new GrowingSystem(
                        "a Fourier operator whose modes grow", new SpectralStack(2, 3, 8, 2), Dims.of(GRID), "*.modes"),
                of("a stack whose depth grows", new DeepMlp(3, 1, 4, 2), "depth"),
                of("a stack whose depth and ranks grow", new DeepMlp(3, 2, 4, 1), "*"),
                new GrowingSystem(
                        "an operator whose grid grows", new SpectralStack(1, 3, 8, 2), Dims.of(GRID), "resolution"));
    }

    /** All dims at birth, the model's first. */
    Dims born() {
        return model.dims().with(data);
    }

    /** All dims made whole. */
    Dims complete(Dims dims) {
        Dims grid = Dims.of(data.names().stream().map(dims::get).toList());
        return model.complete(dims).with(grid);
    }

    List<Dim> claimed(Dims dims) {
        return dims.matching(claim);
    }

    @Override
    public String toString() {
        return name;
    }
}
