package org.example;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.osgi.service.component.annotations.Component;

/** Keeps every rank a little above the effective rank of its product: exp of the entropy of s/Σs (Roy, Vetterli, EUSIPCO 2007). */
@Component(service = GrowthStrategy.class)
@Plugin(name = "effective-rank", sees = Signal.SPECTRUM)
@Doc("keeps ranks a little above the effective rank of what was learned")
public final class EffectiveRank implements GrowthStrategy<EffectiveRank.Settings> {
    public record Settings(
            @Doc("directions beyond the effective rank") @Range(min = 1, max = 4096) @Default("4") int spare,
            @Doc("rank over the wanted one from which a product is cut to it") @Range(min = 1) @Default("2")
                    double slack) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public PluginState begin(ModelView model, Settings settings) {
        for (Dim dim : model.dims()) {
            if (!(dim.spectrum() instanceof Spectrum.Product)) {
                throw new SettingsException("dims", dim.name(), "is no rank of a product; claim dims that are");
            }
        }
        for (Parameter parameter : model.layout().parameters()) {
            if (model.dims().stream().filter(dim -> parameter.binds(dim.name())).count() > 1) {
                throw new SettingsException("dims", parameter.name(), "is in two products; claim the rank of one");
            }
        }
        return PluginState.empty();
    }

    @Override
    public Decision decide(StepView seen, Settings settings, PluginState state) {
        List<GrowthOp> growth = new ArrayList<>();
        List<GrowthOp> cuts = new ArrayList<>();
        double most = 0;
        for (Dim dim : seen.dims()) {
            double effective = effectiveRank(seen.spectrum(dim));
            if (!(effective > 0)) {
                continue; // nothing was learned, or it is not finite
            }
            int wanted = (int) Math.ceil(effective) + settings.spare();
            most = Math.max(most, effective);
            if (dim.reachable(wanted) > dim.size()) {
                growth.add(grown(dim, dim.reachable(wanted), effective, seen));
            } else if (dim.size() > settings.slack() * wanted) {
                IntStream.range(wanted, dim.size())
                        .filter(dim::permits)
                        .findFirst()
                        .ifPresent(keep -> cuts.add(GrowthOp.refactor(dim, keep)));
            }
        }
        String why = most > 0 ? "effective rank " + text(most) + " at most" : "nothing was learned yet";
        if (!growth.isEmpty()) {
            return Decision.grow(GrowthPlan.of(growth).preservingFunction(), why, state);
        }
        return cuts.isEmpty() ? Decision.keep(why, state) : Decision.grow(GrowthPlan.of(cuts), why, state);
    }

    private static String text(double rank) {
        return String.format(Locale.ROOT, "%.2f", rank);
    }

    /** New columns of U are zero; new rows of V the layout bears orthonormal to those that are there. */
    private static GrowthOp grown(Dim dim, int size, double effective, StepView seen) {
        GrowthOp.Resize op = GrowthOp.resize(dim, size).because("effective rank " + text(effective));
        for (Parameter parameter : seen.layout().parameters()) {
            if (parameter.axes().stream().anyMatch(axis -> axis.binds(dim.name()) && axis.role() == Role.CONSUMES)) {
                op = op.born(parameter.name(), Init.zero());
            }
        }
        return op;
    }

    /** Of squared singular values, as the spectrum of a product has them; 0 if all are zero, NaN if some are not finite. */
    static double effectiveRank(double[] squares) {
        double sum = Arrays.stream(squares).map(Math::sqrt).sum();
        if (sum == 0) {
            return 0;
        }
        double entropy = 0;
        for (double square : squares) {
            double share = Math.sqrt(square) / sum;
            entropy -= share == 0 ? 0 : share * Math.log(share);
        }
        return Math.exp(entropy);
    }
}
