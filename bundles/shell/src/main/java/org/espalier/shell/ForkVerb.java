package org.espalier.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
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
    private static final ObjectMapper JSON = new ObjectMapper();
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

    @Mixin
    Because because = new Because();

    @Mixin
    Following following = new Following();

    ForkVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        Run fork = session.runs().fork(request());
        if (!following.json) {
            session.print(fork.id() + "  a fork of " + origin(fork));
        }
        return Follower.toItsEnd(fork, session, following);
    }

    /** The checkpoint as the fork's journal names it; as it was asked for where that cannot be read. */
    private String origin(Run fork) {
        String origin = run;
        try {
            for (String line : Files.readAllLines(fork.directory().resolve("journal.jsonl"))) {
                JsonNode fields = JSON.readTree(line);
                if (fields.path("kind").asText().equals("fork"))
                    origin = fields.path("parent").asText(origin);
            }
        } catch (IOException e) {
            // It has begun, which is what counts; who reads its history is told what is wrong with it.
        }
        return origin;
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
