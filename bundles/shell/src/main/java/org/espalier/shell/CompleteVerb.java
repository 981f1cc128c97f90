package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "complete",
        hidden = true,
        description = "Print what may stand in the place of the last word, for the completion scripts of shells.",
        footer = {"", "Example: espalier complete -- run darcy --set growth."})
@Where(Place.EITHER)
final class CompleteVerb implements Callable<Integer> {
    private final Session session;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "The words after 'espalier', after '--'; the last is empty if it is not begun.")
    List<String> words = new ArrayList<>();

    CompleteVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        for (Completions.Candidate candidate : new Completions(spec.root(), session).complete(words)) {
            session.print(candidate.word() + (candidate.about().isEmpty() ? "" : "\t" + candidate.about()));
        }
        return ExitCodes.OK;
    }
}
