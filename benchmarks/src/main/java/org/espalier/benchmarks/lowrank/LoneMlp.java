package org.espalier.benchmarks.lowrank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.layers.Base;
import org.espalier.models.lowrank.LowRank;

/**
 * The MLP of a transformer's block by itself, for its time alone: the host trains it like any model, but its inputs and the gradient of its
 * outputs are noise that stays where it is, as the rest of a net would hand them over. What it gives the host is one number.
 */
final class LoneMlp implements Model<LoneMlp.Settings> {
    private static final double STD = 0.02;

    /**
     * Its sizes.
     *
     * @param rows  rows of a step
     * @param width of the stream; the hidden layer is four times as wide
     * @param rank  of both matrices; 0 for dense ones
     * @param base  W0 beside the products
     */
    record Settings(int rows, int width, int rank, Base base) {
        int hidden() {
            return 4 * width;
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Dims dims(Settings settings) {
        return Dims.of();
    }

    @Override
    public Layout layout(Settings settings, Dims dims, Shapes batch) {
        List<Parameter> all = new ArrayList<>();
        matrix(all, "c_fc", settings, settings.width(), settings.hidden());
        matrix(all, "c_proj", settings, settings.hidden(), settings.width());
        return Layout.of(all);
    }

    private static void matrix(List<Parameter> all, String name, Settings settings, int in, int out) {
        Init drawn = Init.normal(STD);
        Axis reads = Axis.fixed(Role.CONSUMES, in);
        Axis makes = Axis.fixed(Role.PRODUCES, out);
        if (settings.rank() == 0) {
            all.add(Parameter.trained(name + ".weight", drawn, reads, makes));
        } else {
            Axis rank = Axis.fixed(Role.SHARED, settings.rank());
            all.add(Parameter.trained(name + ".u", drawn, makes, rank));
            all.add(Parameter.trained(name + ".v", drawn, rank, reads));
            if (settings.base() == Base.DENSE) {
                all.add(Parameter.frozen(name + ".w0", drawn, makes, reads));
            }
        }
        all.add(Parameter.trained(name + ".bias", Init.zero(), makes));
    }

    @Override
    public Cost cost(Settings settings, Dims dims, Shapes batch) {
        int width = settings.width();
        int hidden = settings.hidden();
        int rank = settings.rank();
        if (rank == 0) {
            return Cost.of(Map.of("mlp", 2L * settings.rows() * width * hidden), 0);
        }
        LowRank low = new LowRank(rank, 0, settings.base());
        long each = low.multiplyAdds(rank, width, hidden) + low.multiplyAdds(rank, hidden, width);
        long frozen = low.frozen(width, hidden) + low.frozen(hidden, width);
        return Cost.of(Map.of("mlp", settings.rows() * each), 0).withFrozen(Map.of("mlp", settings.rows() * frozen));
    }

    @Override
    public int[] outputShape(Settings settings, Dims dims, Shapes batch) {
        return new int[] {1};
    }

    @Override
    public Program prepare(Settings settings, Dims dims, Shapes batch, Workspace workspace) {
        return new LoneMlpProgram(settings, workspace);
    }
}
