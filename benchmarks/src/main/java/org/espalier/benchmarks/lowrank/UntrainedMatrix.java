package org.espalier.benchmarks.lowrank;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.growth.Spectra;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.espalier.inrank.InRank;
import org.espalier.inrank.InRankSettings;
import org.espalier.testkit.PlainView;

/**
 * A matrix U·V as InRank's released code bears it, both factors at random and of half the full rank, uniform within one over the root of what each
 * of them reads, which nothing ever trains.
 */
final class UntrainedMatrix {
    /** Directions that lead at birth in the released code. */
    private static final int FIRST = 2;

    private final int in;
    private final int out;
    private final int most;
    private final float[] left;
    private final float[] right;
    private final Map<Integer, double[]> spectra = new HashMap<>();

    UntrainedMatrix(int in, int out, long seed) {
        this.in = in;
        this.out = out;
        this.most = Math.min(in, out) / 2;
        this.left = uniform(RandomStream.of(seed, "left:" + in), out * most, most);
        this.right = uniform(RandomStream.of(seed, "right:" + in), most * in, in);
    }

    private static float[] uniform(RandomStream random, int length, int read) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) ((2 * random.uniform(i) - 1) / Math.sqrt(read));
        }
        return values;
    }

    /** How many directions lead when {@code inrank}, asked again and again, no longer lets the rank grow. */
    int settled(InRankSettings settings) {
        int size = FIRST + settings.buffer();
        for (Optional<Integer> next = grown(size, settings); next.isPresent(); next = grown(size, settings)) {
            size = next.get();
        }
        return size - settings.buffer();
    }

    private Optional<Integer> grown(int size, InRankSettings settings) {
        Dim rank = Dim.of("rank", DimKind.RANK, size, most).withSpectrum(Spectrum.product("u", "v"));
        Layout layout = Layout.of(
                Parameter.trained("u", Init.uniform(1), Axis.fixed(Role.PRODUCES, out), Axis.of(Role.CONSUMES, rank)),
                Parameter.trained("v", Init.uniform(1), Axis.of(Role.PRODUCES, rank), Axis.fixed(Role.CONSUMES, in)));
        double[] spectrum = spectra.computeIfAbsent(size, terms -> spectrum(rank, layout));
        return PlainView.claiming(rank)
                .layout(layout)
                .spectrum(rank, spectrum)
                .decide(new InRank(), settings, PluginState.empty())
                .plan()
                .map(UntrainedMatrix::size);
    }

    private static int size(GrowthPlan plan) {
        return ((GrowthOp.Resize) plan.ops().get(0)).size();
    }

    /** The host's own, of the leading terms. */
    private double[] spectrum(Dim rank, Layout layout) {
        Revision revision = Revision.make(0, Dims.of(List.of(rank)), layout, this::leading);
        try {
            return Spectra.of(rank, revision);
        } finally {
            revision.close();
        }
    }

    private Tensor leading(Parameter factor) {
        float[] values = new float[factor.length()];
        if (factor.name().equals("u")) {
            int terms = values.length / out;
            for (int row = 0; row < out; row++) {
                System.arraycopy(left, row * most, values, row * terms, terms);
            }
        } else {
            System.arraycopy(right, 0, values, 0, values.length);
        }
        return new Tensor(factor, values, new float[0][], Ages.bornAt(factor, 0), new double[0]);
    }
}
