package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.Swap;
import org.espalier.door.Place;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "swap",
        description = {
            "Let another plugin take a place in a run between two steps: a strategy, the optimizer, the schedule, the loss, the"
                    + " initializer, the model.",
            "What is kept for the place goes over; if the newcomer cannot read it, nothing is changed, unless --fresh drops it.",
            "So do settings that somebody has given and that the newcomer knows by name; the answer says which, and what else holds."
        },
        footer = {
            "",
            "Examples:",
            "  espalier swap darcy optimizer.schedule constant --because 'the rate falls too soon'",
            "  espalier swap darcy growth.modes schedule --set at-epoch='{ 6: 12 }' --fresh --dry-run",
            "  espalier swap --dry-run --jar org.example.better-1.1.jar",
            "  espalier swap darcy growth.modes         looks again at a newcomer that was refused"
        })
@Where(Place.RUNNING)
final class SwapVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            defaultValue = "",
            description = "A run of the container: its directory, job/n, or a job.")
    String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = Completions.KEY,
            defaultValue = "",
            description = "The key of the job that names the plugin: optimizer, optimizer.schedule, growth.modes, …")
    String key = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = Completions.TYPE,
            defaultValue = "",
            description =
                    "The plugin that is to take the place; if not given, the one of the same name is looked up anew.")
    String type = "";

    @Mixin
    Settings settings = new Settings();

    @Option(names = "--fresh", description = "Begin anew: drop what is kept for the place.")
    boolean fresh;

    @Option(names = "--dry-run", description = "Check all of it and say what would change; change nothing.")
    boolean dryRun;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description =
                    "With --dry-run and no RUN: what would become of the container and its runs if that jar came into the"
                            + " drop-in folder.")
    @Nullable
    Path jar;

    @Mixin
    Because because = new Because();

    @Mixin
    OneRun one = new OneRun();

    SwapVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException, JsonProcessingException {
        if (jar != null) {
            if (!dryRun || !run.isEmpty()) {
                throw new RefusedException(
                        "swap",
                        "--jar",
                        "is for --dry-run without a RUN; to swap, copy the jar into the drop-in folder");
            }
            return new JarDryRun(session, one.json)
                    .tell(session.runs().tryBundle(session.work().resolve(jar)));
        }
        if (run.isEmpty() || key.isEmpty()) {
            throw new RefusedException("swap", "", "RUN and KEY must be given; see espalier swap --help");
        }
        Run found = one.find("swap", run, session);
        Swap swap = Swap.at(key);
        if (!type.isEmpty()) swap = swap.to(type);
        swap = settings.on(swap, Swap::set);
        if (fresh) swap = swap.fresh();
        if (dryRun) {
            DryRun.tell(found, found.trySwap(swap), /* places= */ true, one, session);
        } else {
            one.say(found, found.swap(swap, because.cause(session)), session);
        }
        return ExitCodes.OK;
    }
}
