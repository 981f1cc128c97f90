package org.espalier.host.runs.descent;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.espalier.api.growth.Parameter;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Footing;
import org.espalier.host.job.JobFile;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.composition.Movement;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.store.SavedParameter;
import org.espalier.host.store.Snapshot;

/**
 * Weights of a checkpoint that are on no grid of the number system as a resumed run is to have it. Where settings have moved the grid
 * they come onto it, and it is said how far; where the plugin is another than the one that made them, they are refused.
 */
final class Regridding {
    private static final String PRECISION = "precision";
    private final Snapshot snapshot;
    private final BiPredicate<Parameter, SavedParameter> meant;

    private Regridding(Snapshot snapshot, BiPredicate<Parameter, SavedParameter> meant) {
        this.snapshot = snapshot;
        this.meant = meant;
    }

    /**
     * That of a run that is resumed.
     *
     * @param before   the job in effect without the settings
     * @param settings keys of those that change
     */
    static Regridding of(Snapshot snapshot, JobFile before, Set<String> settings, Supply supply, Footing footing) {
        if (settings.stream().noneMatch(key -> key.equals(PRECISION) || key.startsWith(PRECISION + "."))) {
            return new Regridding(snapshot, (parameter, saved) -> false);
        }
        try {
            Precision was = Assembly.of(before, supply, footing).precision();
            return new Regridding(snapshot, (parameter, saved) -> was.holds(parameter, saved.values(), saved.scales()));
        } catch (RefusedException e) {
            // What the settings change cannot be had any more, so nobody can tell whose grid it was.
            return new Regridding(snapshot, (parameter, saved) -> true);
        }
    }

    /**
     * Refuses weights that are no numbers of the number system as it is now though no setting has moved its grid, such as codes from
     * another γ.
     *
     * @throws SettingsException with the parameter named
     */
    void check(Assembly next) {
        offGrid(next).forEach((parameter, saved) -> {
            if (!meant.test(parameter, saved)) {
                throw new SettingsException(
                        PRECISION,
                        next.job().precision().type(),
                        parameter.name()
                                + ": the checkpoint's values are no numbers of it as it is now; a fork puts them"
                                + " onto its grid, or put back the version that the run was begun with");
            }
        });
    }

    private Map<Parameter, SavedParameter> offGrid(Assembly next) {
        return new Restoring(snapshot, next.sizing()).offGrid(next.precision());
    }

    /** How far weights move; empty if all of them stay. */
    Optional<Notice> notice(Assembly next) {
        Movement movement = new Movement();
        offGrid(next)
                .forEach((parameter, saved) -> movement.add(
                        parameter.name(),
                        saved.values(),
                        next.precision()
                                .kept(
                                        parameter,
                                        saved.values().clone(),
                                        saved.scales(),
                                        snapshot.position().step())
                                .master()));
        return movement.any()
                ? Optional.of(new Notice(
                        PRECISION,
                        "another grid of " + next.job().precision().type() + ": " + movement.words(),
                        Map.of("key", PRECISION)))
                : Optional.empty();
    }
}
