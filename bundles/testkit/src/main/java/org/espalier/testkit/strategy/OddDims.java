package org.espalier.testkit.strategy;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.PlainView;

/** Dims at the ends of what is allowed: nothing claimed, size 0 and 1, at the limit, gaps between the permitted sizes. */
final class OddDims {
    private static final List<String> KINDS =
            List.of(DimKind.WIDTH, DimKind.RANK, DimKind.MODES, DimKind.DEPTH, DimKind.RESOLUTION, "heads");

    private OddDims() {}

    /** The claims: none, each oddity alone in every kind, and all of a kind together. */
    static List<List<Dim>> claims() {
        List<List<Dim>> claims = new ArrayList<>();
        claims.add(List.of());
        for (String kind : KINDS) {
            List<Dim> odd = List.of(
                    Dim.of("a", kind, 0, 3),
                    Dim.of("b", kind, 1, 1),
                    Dim.of("c", kind, 1, 7),
                    Dim.of("d", kind, 4, 4),
                    Dim.of("e", kind, 4, 9).withPermitted(1, 4, 9),
                    Dim.of("f", kind, 4, 8).withPermitted(4, 9, 16),
                    Dim.of("g", kind, 3, 8).withPermitted(2, 5),
                    Dim.of("h", kind, 2, Integer.MAX_VALUE));
            List<Dim> named =
                    odd.stream().map(d -> spectral(d, kind + "." + d.name())).toList();
            named.forEach(d -> claims.add(List.of(d)));
            claims.add(named);
        }
        return claims;
    }

    private static Dim spectral(Dim dim, String name) {
        Spectrum spectrum = dim.kind().equals(DimKind.RANK)
                ? Spectrum.product(name + ".out", name + ".in")
                : Spectrum.shells(name + ".out");
        Dim renamed = Dim.of(name, dim.kind(), dim.size(), dim.limit()).withSpectrum(spectrum);
        return dim.permitted().length == 0 ? renamed : renamed.withPermitted(dim.permitted());
    }

    /** A layer into each dim and one out of it. */
    static Layout layout(List<Dim> dims) {
        List<Parameter> parameters = new ArrayList<>();
        for (Dim dim : dims) {
            parameters.add(Parameter.trained(
                    dim.name() + ".in", Init.normal(1), Axis.of(Role.PRODUCES, dim), Axis.fixed(Role.CONSUMES, 3)));
            parameters.add(Parameter.trained(
                    dim.name() + ".out", Init.zero(), Axis.fixed(Role.PRODUCES, 2), Axis.of(Role.CONSUMES, dim)));
        }
        return Layout.of(parameters);
    }

    /** AssertionError if some decision on odd dims is one that the host would refuse, or if there is none. */
    static <S extends Record> void check(GrowthStrategy<S> strategy, S settings) {
        for (List<Dim> claim : claims()) {
            Layout layout = layout(claim);
            PluginState state = PluginState.empty();
            for (int index = 0; index < SimulatedRun.DECISIONS; index++) {
                PlainView.Builder seen = PlainView.claiming(claim.toArray(Dim[]::new))
                        .layout(layout)
                        .step(20L * (index + 1))
                        .epoch(2L * (index + 1))
                        .stepsPerEpoch(10);
                new Signals(index).show(seen, claim, layout);
                if (index == 0 && refused(strategy, settings, seen)) {
                    break;
                }
                Decision decision = decide(strategy, settings, seen, state, claim);
                List<String> broken = PlanRules.broken(decision, claim, layout);
                if (!broken.isEmpty()) {
                    throw new AssertionError("On the claimed dims " + claim + " with " + settings
                            + " the host would refuse " + decision + ": " + String.join(" ", broken));
                }
                state = decision.next();
            }
        }
    }

    private static <S extends Record> boolean refused(GrowthStrategy<S> strategy, S settings, PlainView.Builder seen) {
        try {
            strategy.begin(seen.view(), settings);
            return false;
        } catch (SettingsException e) {
            return true;
        }
    }

    private static <S extends Record> Decision decide(
            GrowthStrategy<S> strategy, S settings, PlainView.Builder seen, PluginState state, List<Dim> claim) {
        try {
            return strategy.decide(seen.view(), settings, state);
        } catch (RuntimeException | LinkageError e) {
            throw new AssertionError(
                    "decide threw " + e + " on the claimed dims " + claim + " with " + settings
                            + ". Sizes of 0 and 1, full dims"
                            + " and gaps between permitted sizes are all allowed; where nothing can grow, keep.",
                    e);
        }
    }
}
