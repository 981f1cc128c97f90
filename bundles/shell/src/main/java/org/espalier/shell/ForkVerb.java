package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import org.espalier.api.run.Changed;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.Trial;
import org.espalier.shell.display.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fork",
        description = {
            "Train a new run from a checkpoint of another, which is left as it is and may train on.",
            "Unchanged it ends bit for bit as the other; --set says what is to be different."
        },
        footer = {
            "",
            "Example: espalier fork darcy@480 --set epochs=20 --set growth.modes=off --name fixed --because 'grown enough?'"
        })
final class ForkVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = Checkpoints.LABEL, description = Checkpoints.DESCRIPTION)
    String run = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Folder of the new run (default: beside the other).")
    String name = "";

    @Mixin
    Settings settings = new Settings();

    @Option(
            names = "--dry-run",
            description =
                    "Check all of it and say what would be another, what the weights are worth on both sides if they may be"
                            + " another function, and what growth under another strategy would do first; begin nothing.")
    boolean dryRun;

    @Mixin
    Because because = new Because();

    @Mixin
    Following following = new Following();

    ForkVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException, JsonProcessingException {
        if (dryRun) {
            tell(session.runs().tryFork(request()));
            return ExitCodes.OK;
        }
        Run fork = session.runs().fork(request());
        if (!following.json) {
            ForkedFrom from = ForkedFrom.of(fork.directory().resolve("journal.jsonl"));
            session.print(fork.id() + "  a fork of " + from.parent().orElse(run));
            from.changes().forEach(change -> session.print(fork.id() + "  " + Numbers.plain(change)));
        }
        return Follower.toItsEnd(fork, session, following);
    }

    private void tell(Trial trial) throws JsonProcessingException {
        if (following.json) {
            for (Changed change : trial.changes()) {
                Map<String, Object> fields = new LinkedHashMap<>(OneRun.fields(run, change));
                fields.put("dry-run", true);
                session.print(OneRun.line(fields));
            }
            Intents.json(trial.intents(), DryRun.fields(run), session);
            return;
        }
        if (trial.changes().isEmpty()) session.print(run + "  nothing would be another");
        OneRun.lines(run, trial.changes(), session);
        DryRun.first(trial, session);
        session.print("nothing was begun: a dry run");
    }

    private ForkRequest request() throws RefusedException {
        Matcher at = Checkpoints.AT.matcher(run);
        RunNames names = new RunNames(session.work(), following.runs.path);
        Path directory = names.findTrained("fork", at.matches() ? at.group(1) : run, session::complain);
        ForkRequest request = ForkRequest.of(directory).named(name).because(because.cause(session));
        if (at.matches()) {
            request = request.at(Long.parseLong(at.group(2)));
        }
        return settings.on(request, ForkRequest::set);
    }
}
