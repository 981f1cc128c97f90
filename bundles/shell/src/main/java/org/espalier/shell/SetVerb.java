package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.Changed;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        description = {
            "Change settings of a run between two steps: all of them, or none if one of them is wrong.",
            "What may change: epochs, clip, deadline, grace, reprepare, and what is below optimizer, init, precision,"
                    + " groups, growth, budget and checkpoint. Another plugin takes a place by 'swap'."
        },
        footer = {
            "",
            "Examples:",
            "  espalier set darcy growth.modes.explained=0.95 --because 'grows too slowly'",
            "  espalier set darcy optimizer.lr=1e-3 optimizer.schedule.warm-up=40",
            "  espalier set darcy growth.modes.buffer=4 --dry-run   what it would do, and whether it is wise",
            "  espalier set darcy growth.modes=off      it is not asked until it is 'on' again; its state stays",
            "  espalier set darcy growth.modes=remove growth.more='{ type: ifno, dims: \"*.modes\", every: 50 steps }'",
            "                                           another entry takes its dims, which are claimed by one at a time"
        })
@Where(Place.RUNNING)
final class SetVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "A run of the container: its directory, job/n, or a job.")
    String run = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = Completions.SETTING,
            description = "Dotted keys, growth entries by their id, with YAML values.")
    List<String> settings = new ArrayList<>();

    @Option(names = "--dry-run", description = "Check all of it and say what would change; change nothing.")
    boolean dryRun;

    @Mixin
    Because because = new Because();

    @Mixin
    OneRun one = new OneRun();

    SetVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException, JsonProcessingException {
        if (run.contains("=")) {
            throw new RefusedException("set", "", "wants the RUN before " + run);
        }
        Run found = one.find("set", run, session);
        try {
            Map<String, String> wanted = Settings.map("set", settings);
            if (dryRun) {
                DryRun.tell(found, found.trySet(wanted), /* places= */ false, one, session);
            } else {
                List<Changed> changes = found.set(wanted, because.cause(session));
                one.say(found, changes, session);
                if (!one.json) Intents.next(found, changes, session);
            }
        } catch (RefusedException e) {
            // Settings have no option here that could be to blame.
            throw e.where().equals("--set") ? new RefusedException("set", e.key(), e.why()) : e;
        }
        return ExitCodes.OK;
    }
}
