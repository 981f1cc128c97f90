package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "checkpoint",
        description = {
            "Have a run write a checkpoint after the step in hand, and wait until it is on the medium.",
            "If there is one of this very moment already, it is named and nothing is written."
        },
        footer = {"", "Example: espalier checkpoint darcy --because 'before I raise the rate'"})
@Where(Place.RUNNING)
final class CheckpointVerb implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", defaultValue = "", description = LiveRuns.DESCRIPTION)
    String run = "";

    @Mixin
    Because because = new Because();

    @Mixin
    OneRun one = new OneRun();

    CheckpointVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException, JsonProcessingException {
        Run found = one.find("checkpoint", run, session);
        Path folder = found.directory().resolve("checkpoints");
        Set<String> before = names(folder);
        long step = found.checkpoint(because.cause(session));
        String name = newest(names(folder), step);
        boolean written = !before.contains(name);
        Path checkpoint = folder.resolve(name);
        if (one.json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("run", found.id());
            fields.put("step", step);
            fields.put("checkpoint", checkpoint.toString());
            fields.put("written", written);
            session.print(OneRun.line(fields));
        } else {
            session.print(session.shown(checkpoint) + (written ? "" : "  was there already"));
        }
        return ExitCodes.OK;
    }

    private static Set<String> names(Path folder) {
        try (Stream<Path> checkpoints = Files.list(folder)) {
            return checkpoints.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }

    /** Of several of one step the one that was saved last: 240, 240.1, 240.2. */
    private static String newest(Set<String> names, long step) {
        return names.stream()
                .filter(name -> name.matches(step + "\\.[0-9]{1,6}"))
                .max(Comparator.comparingInt(name -> Integer.parseInt(name.substring(name.indexOf('.') + 1))))
                .orElse(Long.toString(step));
    }
}
