package org.espalier.host.training;

import java.time.Duration;
import java.util.Optional;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.plugins.Guard;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.Serving;
import org.espalier.host.plugins.StrategySupply;

/**
 * What is asked of strategies before a run begins or goes on, on a guard thread with a deadline like their decisions. A refusal
 * or a fault names the entry and the question.
 */
public final class EntryQuestions implements AutoCloseable {
    private final StrategySupply strategies;
    private final Duration deadline;
    private final Guard guard;

    /** Questions to these strategies; the guard's threads carry the name. */
    public EntryQuestions(String name, StrategySupply strategies, Duration deadline) {
        this.strategies = strategies;
        this.deadline = deadline;
        this.guard = new Guard(name);
    }

    /**
     * The answer of an entry's strategy; empty if it is not there.
     *
     * @param what the question, as the strategy's method is called
     * @throws SettingsException if the strategy refuses a setting or fails to answer in time
     */
    public <T> Optional<T> ask(GrowthEntry entry, String what, StrategySupply.Call<T> question) {
        String key = "growth." + entry.id();
        try {
            return strategies.withStrategy(entry.id(), strategy -> {
                try {
                    return guard.call(deadline, () -> question.on(strategy));
                } catch (PluginFaultException e) {
                    if (e.getCause() instanceof SettingsException refused) {
                        throw refused;
                    }
                    throw new PluginFaultException("its " + what + " " + e.getMessage(), e.getCause());
                }
            });
        } catch (SettingsException e) {
            throw new SettingsException(key + "." + e.key(), e.value(), e.why());
        } catch (PluginFaultException e) {
            String version =
                    strategies.serving(entry.id()).map(Serving::version).orElse("");
            String type = entry.strategy().type() + (version.isEmpty() ? "" : " (" + version + ")");
            throw new SettingsException(key, type, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        guard.close();
    }
}
