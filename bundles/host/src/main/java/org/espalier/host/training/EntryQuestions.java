package org.espalier.host.training;

import java.util.Optional;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;

/** What is asked of strategies before a run begins; a refusal or a fault names the entry. */
record EntryQuestions(StrategySupply strategies) {
    /**
     * The answer of an entry's strategy; empty if it is not there.
     *
     * @throws SettingsException if the strategy refuses a setting or fails to answer
     */
    <T> Optional<T> ask(GrowthEntry entry, StrategySupply.Call<T> question) {
        String key = "growth." + entry.id();
        try {
            return strategies.withStrategy(entry.id(), question);
        } catch (SettingsException e) {
            throw new SettingsException(key + "." + e.key(), e.value(), e.why());
        } catch (PluginFaultException e) {
            throw new SettingsException(key, entry.strategy().type(), String.valueOf(e.getMessage()));
        }
    }
}
