package org.espalier.host.runs.uses;

import java.io.IOException;
import java.util.List;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Parameter;
import org.espalier.api.run.EnergyEstimate;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.energy.EnergyTable;
import org.espalier.host.energy.StepEnergy;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.store.RunCheckpoint;
import org.espalier.host.store.Snapshot;

/** The energy of training at the sizes of a checkpoint, estimated. */
final class Estimating {
    private final Assembly assembly;
    private final RunCheckpoint from;

    Estimating(Assembly assembly, RunCheckpoint from) {
        this.assembly = assembly;
        this.from = from;
    }

    /** The estimate with a table's energies. */
    EnergyEstimate with(EnergyTable table) throws IOException {
        Snapshot snapshot = from.checkpoint().snapshot();
        Dims dims = new Restoring(snapshot, assembly.sizing()).dims();
        List<Parameter> parameters = assembly.sizing().layout(dims).parameters();
        return new EnergyEstimate(
                from.checkpoint().directory(),
                table.title(),
                new StepEnergy(assembly.precision().system(), table)
                        .products(assembly.sizing().cost(dims), part -> isCarried(part, parameters)),
                snapshot.position().step(),
                // Two of the counted operations are one multiply–add.
                snapshot.figures().getOrDefault("flops", 0.0) / 2,
                StepEnergy.ASSUMPTIONS);
    }

    /** Whether all matrices of a part are rounded: those that bear its name, else those of the layer that it is a part of, else all. */
    private boolean isCarried(String part, List<Parameter> parameters) {
        String name = part;
        List<Parameter> matrices = matrices(name, parameters);
        while (matrices.isEmpty() && !name.isEmpty()) {
            name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
            matrices = matrices(name, parameters);
        }
        return matrices.stream()
                .allMatch(parameter ->
                        assembly.job().precisionOf(parameter.name()).isPresent());
    }

    private static List<Parameter> matrices(String layer, List<Parameter> parameters) {
        return parameters.stream()
                .filter(parameter -> layer.isEmpty() || parameter.name().startsWith(layer + "."))
                .filter(parameter -> parameter.shape().length > 1)
                .toList();
    }
}
