package org.espalier.host.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.growth.EntryState;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;

/** The birth of a run: sizes as model, data and growth entries want them, first values, first states of strategies. */
public final class Birth {
    private final Setup setup;
    private final Optional<GivenWeights> given;

    /** The birth of a run of this setup. */
    public Birth(Setup setup) {
        this(setup, Optional.empty());
    }

    /** The same, with weights that somebody gives, if any. */
    public Birth(Setup setup, Optional<GivenWeights> given) {
        this.setup = setup;
        this.given = given;
    }

    /**
     * The state before the first step.
     *
     * @throws PluginFaultException if a parameter cannot be born
     */
    public TrainingState begin() throws PluginFaultException {
        DataSizing sizing = new DataSizing(setup.model(), setup.data(), setup.batch());
        Map<String, EntryState> entries = new TreeMap<>();
        Dims dims;
        Layout layout;
        try (EntryQuestions questions = new EntryQuestions(setup.id(), setup.strategies(), setup.deadline())) {
            Dims own = new BirthSizes(sizing, setup.entries(), questions).dims(setup.recorded());
            dims = given.map(weights -> weights.dims(sizing, own)).orElse(own);
            layout = sizing.layout(dims);
            for (GrowthEntry entry : setup.entries()) {
                firstState(entry, dims, layout, questions).ifPresent(begun -> entries.put(entry.id(), begun));
            }
        }
        Normaliser normaliser = given.flatMap(GivenWeights::normaliser).orElseGet(() -> Normaliser.fit(setup.data()));
        try {
            Revision revision = Revision.make(0, dims, layout, parameter -> born(parameter, layout));
            TrainingState state = new TrainingState(revision, normaliser);
            state.entries.putAll(entries);
            return state;
        } catch (IllegalArgumentException e) {
            throw new PluginFaultException("cannot be born: " + e.getMessage(), e);
        }
    }

    private Tensor born(Parameter parameter, Layout layout) {
        if (given.isPresent()) {
            float[] values = given.get().arrays().get(parameter.name()).values();
            return newborn(parameter, values.clone());
        }
        float[] values = new float[parameter.length()];
        setup.births().fill(parameter, layout, Region.all(parameter), values, Map.of(), 0);
        return newborn(parameter, values);
    }

    private Tensor newborn(Parameter parameter, float[] values) {
        return setup.optimizers().newborn(parameter, setup.precision().born(parameter, values, 0), 0);
    }

    /**
     * The state with which an entry begins; empty if its strategy is not there.
     *
     * @throws SettingsException if the strategy finds that it cannot grow what it claims, or fails
     */
    public static Optional<EntryState> firstState(
            GrowthEntry entry, Dims dims, Layout layout, EntryQuestions questions) {
        BirthView view = new BirthView(entry.claimed(dims), dims, layout);
        Optional<EntryState> begun = questions.ask(entry, "begin", s -> new EntryState(s.begin(view), s.schema()));
        begun.ifPresent(state ->
                state.wants(questions.ask(entry, "wants", BoundStrategy::wanted).orElse(Set.of())));
        return begun;
    }

    private record BirthView(List<Dim> dims, Dims allDims, Layout layout) implements ModelView {}
}
