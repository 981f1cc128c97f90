package org.espalier.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.api.run.RefusedException;

/** From {@code RUN@STEP} to the directory of that checkpoint; without a step, to the run's, which stands for its last one. */
final class Checkpoints {
    /** The label of such a name in help. */
    static final String LABEL = "RUN[@STEP]";

    /** What help says of it. */
    static final String DESCRIPTION =
            "A run: its directory, job/n below the folder of runs, or a job for its last run; @STEP for a certain checkpoint.";

    /** A run and a step of its. */
    static final Pattern AT = Pattern.compile("(.+)@([0-9]{1,18})");
    /** One that was saved again at the same step has a number behind it. */
    private static final Pattern FOLDER = Pattern.compile("([0-9]{1,18})(?:\\.([0-9]{1,6}))?");

    private final RunNames names;

    Checkpoints(RunNames names) {
        this.names = names;
    }

    /**
     * The directory.
     *
     * @param verb       who asks
     * @param passedOver told that a job's last run was passed over, and for which
     * @throws RefusedException if there is none, with the steps that there are
     */
    Path find(String verb, String name, Consumer<String> passedOver) throws RefusedException {
        Matcher matcher = AT.matcher(name);
        if (!matcher.matches()) return names.findTrained(verb, name, passedOver);
        Path run = names.findTrained(verb, matcher.group(1), passedOver);
        long step = Long.parseLong(matcher.group(2));
        List<Path> all = saved(run);
        Optional<Path> last = all.stream().filter(path -> part(path, 1) == step).reduce((one, other) -> other);
        return last.orElseThrow(
                () -> new RefusedException(verb, "", "no checkpoint of step " + step + " in " + run + there(all)));
    }

    private static String there(List<Path> all) {
        List<String> steps = all.stream()
                .map(path -> Long.toString(part(path, 1)))
                .distinct()
                .toList();
        return steps.isEmpty() ? ", which has none" : "; there are " + String.join(", ", steps);
    }

    /** By step, one that was saved again behind the one before. */
    private static List<Path> saved(Path run) {
        Path folder = run.resolve("checkpoints");
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> saved = new ArrayList<>(children.filter(path ->
                            FOLDER.matcher(path.getFileName().toString()).matches())
                    .toList());
            saved.sort(Comparator.comparingLong((Path path) -> part(path, 1)).thenComparingLong(path -> part(path, 2)));
            return saved;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static long part(Path path, int group) {
        Matcher name = FOLDER.matcher(path.getFileName().toString());
        return name.matches() && name.group(group) != null ? Long.parseLong(name.group(group)) : 0;
    }
}
