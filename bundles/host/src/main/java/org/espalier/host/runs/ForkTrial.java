package org.espalier.host.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.Changed;
import org.espalier.api.run.Intent;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.Trial;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.log.RunLog;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.descent.Fork;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.runs.steering.Planning;
import org.espalier.host.runs.steering.StrategyWarnings;
import org.espalier.host.runs.uses.QuietContext;
import org.espalier.host.store.Snapshot;
import org.espalier.host.training.Setup;
import org.espalier.host.training.Trainer;
import org.espalier.host.training.TrainingState;
import org.espalier.settings.OneLine;

/** A fork that is made as far as its first step, without a folder, so that its entries can be asked what they would do. */
final class ForkTrial {
    /** What is tried leaves no record. */
    private static final RunLog SILENT = new RunLog() {
        @Override
        public void journal(String kind, long step, Map<String, ?> fields) {}

        @Override
        public void metric(String kind, long step, Map<String, ?> fields) {}

        @Override
        public void tell(RunEvent event) {}
    };

    private final Fork fork;
    private final Supply supply;
    private final Path cache;

    /**
     * @param supply of the plugins under which the fork's parent is measured
     * @param cache  folder for data that was made
     */
    ForkTrial(Fork fork, Supply supply, Path cache) {
        this.fork = fork;
        this.supply = supply;
        this.cache = cache;
    }

    /** What would be another, how good its weights are on both sides, and what entries that are others would do at their first look. */
    Trial trial() throws IOException, RefusedException, InterruptedException {
        Snapshot birth = fork.birth();
        boolean asks = fork.assembly().job().growth().stream().anyMatch(fork::isAnother);
        if (!asks && fork.former().isEmpty()) {
            return new Trial(warned(fork.changes(), birth), List.of());
        }
        try {
            Trial trial = begun(new Restoring(birth, fork.assembly().sizing()));
            return new Trial(warned(trial.changes(), birth), trial.intents());
        } catch (SettingsException e) {
            throw fork.assembly().file().refusal(e);
        } catch (DataException | PluginFaultException e) {
            throw new RefusedException(fork.name(), "", OneLine.whole(String.valueOf(e.getMessage())));
        }
    }

    /** Changes with what the fork would say at its start of its strategies' settings. */
    private List<Changed> warned(List<Changed> changes, Snapshot birth) {
        Assembly assembly = fork.assembly();
        Dims dims = new Restoring(birth, assembly.sizing()).dims();
        return StrategyWarnings.told(
                changes,
                StrategyWarnings.begun(
                        Optional.of(fork.before()),
                        assembly,
                        dims,
                        assembly.sizing().layout(dims)));
    }

    private Trial begun(Restoring restoring)
            throws IOException, RefusedException, InterruptedException, DataException, PluginFaultException {
        Assembly assembly = fork.assembly();
        List<Slot<?>.Lease> held = assembly.hold()
                .orElseThrow(() -> new RefusedException(fork.name(), "", "a plugin goes just now; try it again"));
        Files.createDirectories(cache);
        try (Dataset data = assembly.open(QuietContext.of(assembly, cache))) {
            Setup setup = assembly.setup(fork.name(), data);
            TrainingState state = restoring.state(setup);
            try {
                return new Trial(measured(state, data), asked(setup, state));
            } finally {
                state.revision.close();
            }
        } finally {
            held.forEach(Slot.Lease::close);
        }
    }

    private List<Changed> measured(TrainingState state, Dataset data) {
        return fork.former()
                .map(former ->
                        former.noted(fork.changes(), former.measured(fork.assembly(), state.revision, data, supply)))
                .orElse(fork.changes());
    }

    private List<Intent> asked(Setup setup, TrainingState state) {
        Trainer trainer = new Trainer(setup, state, SILENT);
        try {
            return Planning.tried(fork.assembly(), trainer, fork::isAnother);
        } finally {
            trainer.part();
        }
    }
}
