package org.espalier.shell;

import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Show the help of a verb.")
final class HelpVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "VERB",
            defaultValue = "",
            description = "The verb; all of them if none is given.")
    String verb = "";

    @Override
    public Integer call() throws RefusedException {
        CommandLine all = spec.parent().commandLine();
        CommandLine one = verb.isEmpty() ? all : all.getSubcommands().get(verb);
        if (one == null) throw new RefusedException("help", "", Misuse.noVerb(verb, spec.parent()));
        one.usage(all.getOut());
        return ExitCodes.OK;
    }
}
