package org.espalier.host.assembly;

import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.growth.BudgetCheck;
import org.espalier.host.growth.PlanRefusedException;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.training.Birth;
import org.espalier.host.training.BirthSizes;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.EntryQuestions;
import org.espalier.host.training.GivenWeights;
import org.espalier.settings.OneLine;

/** What must hold between a job and weights that it is to begin with. */
public final class GivenChecks {
    private final Assembly assembly;
    private final GivenWeights given;

    /** The checks of these weights for this job. */
    public GivenChecks(Assembly assembly, GivenWeights given) {
        this.assembly = assembly;
        this.given = given;
    }

    /**
     * Checks sizes, every parameter, the normaliser, the budget, and that each growth entry can begin there.
     *
     * @throws RefusedException that names the file and the parameter, or the growth entry of the job
     */
    public void run() throws RefusedException {
        try {
            check();
        } catch (SettingsException e) {
            if (e.key().startsWith("growth.") || e.key().startsWith("budget")) {
                throw assembly.file().refusal(e);
            }
            throw new RefusedException(
                    given.file(), OneLine.plain(e.key()), OneLine.plain(String.valueOf(e.value())) + " — " + e.why());
        }
    }

    private void check() {
        DataSizing sizing = assembly.sizing();
        String name = assembly.job().name();
        try (EntryQuestions questions =
                new EntryQuestions(name, assembly.strategies(), assembly.job().deadline())) {
            Dims own = new BirthSizes(sizing, assembly.job().growth(), questions).dims();
            Dims dims = given.dims(sizing, own);
            Layout layout = sizing.layout(dims);
            Shapes shapes = sizing.shapes(dims);
            given.check(layout, assembly.optimizers());
            given.checkNormaliser(shapes.input(), shapes.target());
            checkBudget(sizing, dims, layout);
            for (GrowthEntry entry : assembly.job().growth()) {
                Birth.firstState(entry, dims, layout, questions);
            }
        }
    }

    private void checkBudget(DataSizing sizing, Dims dims, Layout layout) {
        try {
            BudgetCheck.check(assembly.job().budget(), layout, sizing.cost(dims), assembly.moments());
        } catch (PlanRefusedException e) {
            throw new SettingsException("budget", "with the weights given", String.valueOf(e.getMessage()));
        }
    }
}
