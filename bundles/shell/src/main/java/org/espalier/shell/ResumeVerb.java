package org.espalier.shell;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.ResumeRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunStatus;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = {
            "Go on with a run that is paused; or with one that was stopped, from its last checkpoint, bit for bit as if it had"
                    + " not stopped."
        },
        footer = {
            "",
            "Examples:",
            "  espalier resume darcy --set epochs=20    trains a finished run longer",
            "  espalier resume darcy --drop-orders      goes on without changes that cannot be made again"
        })
@Where(Place.EITHER)
final class ResumeVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "RUN", description = RunNames.DESCRIPTION)
    String run = "";

    @Option(
            names = "--drop-orders",
            description = {
                "Go on without changes (set, swap) that were made after the checkpoint and cannot be made again: their plugin is"
                        + " not there, or refuses them. They are dropped for good; the journal names each."
            })
    boolean dropOrders;

    @Mixin
    Settings settings = new Settings();

    @Mixin
    Because because = new Because();

    @Mixin
    Following following = new Following();

    ResumeVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        LiveRuns here = new LiveRuns(session, following.runs.path);
        if (here.haveBesideFolder(run)) {
            return goOn(here.find("resume", run));
        }
        Path directory = new RunNames(session.work(), following.runs.path).find("resume", run);
        Run resumed = session.runs().resume(request(directory));
        return Follower.toItsEnd(resumed, session, following);
    }

    private ResumeRequest request(Path directory) throws RefusedException {
        ResumeRequest request =
                settings.on(ResumeRequest.of(directory).because(because.cause(session)), ResumeRequest::set);
        return dropOrders ? request.droppingOrders() : request;
    }

    /** It is somebody's already, who follows it. */
    private int goOn(Run found) throws RefusedException, InterruptedException {
        String id = found.id();
        if (dropOrders) {
            throw new RefusedException(
                    "resume", "--drop-orders", "is for a run that was stopped; 'stop " + id + "' stops this one");
        }
        if (found.status() != RunStatus.PAUSED) {
            throw new RefusedException(
                    "resume", "", id + " goes on already; 'watch " + id + "' follows it, 'stop " + id + "' stops it");
        }
        if (!settings.map().isEmpty()) {
            OneRun.lines(id, found.set(settings.map(), because.cause(session)), session);
        }
        found.unpause(because.cause(session));
        session.print(id + "  goes on after step " + found.step());
        return ExitCodes.OK;
    }
}
