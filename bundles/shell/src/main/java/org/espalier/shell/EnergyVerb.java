package org.espalier.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.api.run.EnergyEstimate;
import org.espalier.api.run.RefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "energy",
        description = "Estimate what training takes in energy: operations counted, times a table of energies.",
        footer = {"", "Example: espalier energy mlp-lns --table my-chip.yaml"})
final class EnergyVerb implements Callable<Integer> {
    private final Session session;

    @Mixin
    CheckpointChoice checkpoint = new CheckpointChoice();

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Energies of operations, YAML (default: 45 nm; docs/numbers.md shows it).")
    @Nullable
    Path table;

    @Option(names = "--json", description = "Print one line of JSON.")
    boolean json;

    EnergyVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException {
        Path from = checkpoint.find("energy", session);
        EnergyEstimate estimate =
                session.runs().energy(from, Optional.ofNullable(table).map(session.work()::resolve));
        EnergyLines lines = new EnergyLines(estimate, session.shown(estimate.checkpoint()));
        List<String> told = json ? List.of(lines.json()) : lines.text();
        told.forEach(session::print);
        return ExitCodes.OK;
    }
}
