package org.espalier.host.plugins;

import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.StateMismatchException;

/** A strategy together with its card and its settings; made for one call and let go, so that nobody keeps its classes. */
public final class BoundStrategy {
    private final GrowthStrategy<Record> strategy;
    private final Record settings;
    private final Set<String> sees;
    private final int schema;

    /**
     * The strategy with a value of its own settings record.
     *
     * @param sees   signals that its card names
     * @param schema schema of its state
     */
    @SuppressWarnings("unchecked") // the binder has made the record from strategy.settings()
    public BoundStrategy(GrowthStrategy<?> strategy, Record settings, Set<String> sees, int schema) {
        this.strategy = (GrowthStrategy<Record>) strategy;
        this.settings = strategy.settings().cast(settings);
        this.sees = Set.copyOf(sees);
        this.schema = schema;
    }

    /** What to grow now, and why. */
    public Decision decide(StepView seen, PluginState state) {
        return strategy.decide(seen, settings, state);
    }

    /** The state before the first decision. */
    public PluginState begin(ModelView model) {
        return strategy.begin(model, settings);
    }

    /** A state of another schema made readable. */
    public PluginState restore(PluginState saved, int schema) throws StateMismatchException {
        return strategy.restore(saved, schema);
    }

    /** Whether the card names a signal and the settings need it. */
    public boolean wants(String signal) {
        return sees.contains(signal) && strategy.wants(signal, settings);
    }

    /** The signals of the card that the settings need. */
    public Set<String> wanted() {
        return sees.stream().filter(this::wants).collect(Collectors.toUnmodifiableSet());
    }

    /** The size at which a claimed dim is to be born. */
    public int birth(Dim dim) {
        return strategy.birth(dim, settings);
    }

    /** The sizes that the settings alone foresee. */
    public Set<Integer> foreseen(Dim dim) {
        return strategy.foreseen(dim, settings);
    }

    /** Signals that the card names. */
    public Set<String> sees() {
        return sees;
    }

    /** Schema of the state that it writes. */
    public int schema() {
        return schema;
    }
}
