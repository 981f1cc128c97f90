package org.espalier.host.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Signal;
import org.espalier.api.growth.Spectrum;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.jspecify.annotations.Nullable;

/** What growth entries take from every step: its loss, and where they want it the energy of its gradients and bridges. */
final class Observation {
    private static final double[] NOTHING = {};
    private final List<GrowthEntry> entries;
    private final Map<String, EntryState> states;
    private final Function<Dims, Set<String>> tapsOf;
    private @Nullable Prepared prepared;

    /** The gradient of one parameter, summed into the shells of one dim. */
    private record Energy(EntryState state, String dim, int size, Shells shells, Tensor tensor) {}

    /** The outer product of what is reported at two taps, summed across one dim. */
    private record Bridge(EntryState state, String dim, Taps.Values fed, Taps.Values read) {}

    /** What follows from a revision and from what the entries want, so that a step looks nothing up. */
    private record Prepared(Revision revision, EntryState[] states, Energy[] energies, Bridge[] bridges, Taps taps) {}

    /** Observation for entries, each of which has a state; the model's taps follow from sizes. */
    Observation(List<GrowthEntry> entries, Map<String, EntryState> states, Function<Dims, Set<String>> tapsOf) {
        this.tapsOf = tapsOf;
        this.entries = entries;
        this.states = states;
    }

    /** Whether gradients must be on the heap when a step is observed. */
    boolean readsGradients(Revision revision) {
        return prepared(revision).energies.length > 0;
    }

    /** The taps that the next step is to report. */
    Taps taps(Revision revision) {
        Taps taps = prepared(revision).taps;
        taps.begin();
        return taps;
    }

    /** Takes note of one step. */
    void observe(double loss, Revision revision) {
        Prepared now = prepared(revision);
        for (EntryState state : now.states) {
            state.addLoss(loss);
        }
        for (Energy energy : now.energies) {
            double[] sums = energy.state.gradientEnergy().get(energy.dim);
            if (sums == null || sums.length != energy.size) {
                sums = new double[energy.size];
                energy.state.gradientEnergy().put(energy.dim, sums);
            }
            energy.shells.addEnergy(energy.tensor.gradient(), sums);
        }
        for (Bridge bridge : now.bridges) {
            double[] sums = bridge.state.bridges().getOrDefault(bridge.dim, NOTHING);
            double[] more = bridge.fed.addOuter(bridge.read, sums);
            if (more != sums) {
                bridge.state.bridges().put(bridge.dim, more);
            }
        }
    }

    /** Looks anew at what the entries want, at the next step. */
    void wantsMayHaveChanged() {
        prepared = null;
    }

    private Prepared prepared(Revision revision) {
        Prepared known = prepared;
        if (known == null || known.revision != revision) {
            Taps taps = new Taps();
            known = new Prepared(
                    revision,
                    entries.stream()
                            .map(e -> states.get(e.id()))
                            .filter(EntryState::begun)
                            .toArray(EntryState[]::new),
                    energies(revision),
                    bridges(revision, taps),
                    taps);
            prepared = known;
        }
        return known;
    }

    private Bridge[] bridges(Revision revision, Taps taps) {
        List<Bridge> bridges = new ArrayList<>();
        for (GrowthEntry entry : entries) {
            EntryState state = states.get(entry.id());
            if (state.wants().contains(Signal.BRIDGE)) {
                for (Dim dim : entry.claimed(revision.dims())) {
                    if (Taps.across(dim, tapsOf.apply(revision.dims()))) {
                        Taps.Values fed = taps.want(dim.name() + Taps.FED);
                        bridges.add(new Bridge(state, dim.name(), fed, taps.want(dim.name() + Taps.READ)));
                    }
                }
            }
        }
        return bridges.toArray(Bridge[]::new);
    }

    private Energy[] energies(Revision revision) {
        List<Energy> energies = new ArrayList<>();
        for (GrowthEntry entry : entries) {
            EntryState state = states.get(entry.id());
            if (state.wants().contains(Signal.GRADIENT_ENERGY)) {
                for (Dim dim : entry.claimed(revision.dims())) {
                    if (dim.spectrum() instanceof Spectrum.Shells of) {
                        Tensor tensor = revision.tensor(of.parameter());
                        Shells shells = new Shells(tensor.parameter(), dim.name(), dim.size());
                        energies.add(new Energy(state, dim.name(), dim.size(), shells, tensor));
                    }
                }
            }
        }
        return energies.toArray(Energy[]::new);
    }
}
