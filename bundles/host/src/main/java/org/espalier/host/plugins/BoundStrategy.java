package org.espalier.host.plugins;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.ModelView;
import org.espalier.api.growth.Prospect;
import org.espalier.api.growth.StepView;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.plugin.StateMismatchException;
import org.jspecify.annotations.Nullable;

/** A strategy together with its card and its settings; nobody holds it strongly between calls, so that nobody keeps its classes. */
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

    /** What to grow now, and why; throws whatever the strategy throws, and may give null. */
    public @Nullable Decision decide(StepView seen, PluginState state) {
        return strategy.decide(seen, settings, state);
    }

    /** How the claimed dims stand, one line each. */
    public List<String> outlook(StepView seen, PluginState state) throws PluginFaultException {
        return ask(() -> List.copyOf(strategy.outlook(seen, settings, state)));
    }

    /** The state before the first decision. */
    public PluginState begin(ModelView model) throws PluginFaultException {
        return ask(() -> strategy.begin(model, settings));
    }

    /**
     * A saved state as this version of the strategy reads it.
     *
     * @throws PluginFaultException if it was saved under a schema that this version does not read
     */
    public PluginState read(PluginState saved, int savedSchema) throws PluginFaultException {
        if (savedSchema == schema) {
            return saved;
        }
        return ask(() -> {
            try {
                return strategy.restore(saved, savedSchema);
            } catch (StateMismatchException e) {
                throw new PluginFaultException("of schema " + schema + " cannot go on from a " + e.getMessage(), e);
            }
        });
    }

    /** Whether the card names a signal and the settings need it. */
    public boolean wants(String signal) {
        return sees.contains(signal) && strategy.wants(signal, settings);
    }

    /** The signals of the card that the settings need. */
    public Set<String> wanted() throws PluginFaultException {
        return ask(() -> sees.stream().filter(this::wants).collect(Collectors.toUnmodifiableSet()));
    }

    /** The size at which a claimed dim is to be born. */
    public int birth(Dim dim) throws PluginFaultException {
        return ask(() -> strategy.birth(dim, settings));
    }

    /** The sizes that the settings alone foresee. */
    public Set<Integer> foreseen(Dim dim) throws PluginFaultException {
        return ask(() -> Set.copyOf(strategy.foreseen(dim, settings)));
    }

    /** What in the settings will not do what it seems to in the run ahead. */
    public List<String> warnings(Prospect ahead) throws PluginFaultException {
        return ask(() -> List.copyOf(strategy.warnings(ahead, settings)));
    }

    /** Schema of the state that it writes. */
    public int schema() {
        return schema;
    }

    private interface Question<T> {
        @Nullable
        T answer() throws PluginFaultException;
    }

    /** Turns whatever a strategy throws into a fault, but for the refusal of a setting. */
    private static <T> T ask(Question<T> question) throws PluginFaultException {
        try {
            T answer = question.answer();
            if (answer == null) {
                throw new PluginFaultException("gave null where an answer is due", null);
            }
            return answer;
        } catch (SettingsException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw PluginFaultException.threw(e);
        }
    }
}
