package org.espalier.report.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The reader of a run's directory. Whatever is missing or damaged becomes one line of trouble, and the rest is read. */
public final class RunFiles {
    /** A loss that has left the numbers is written as NaN by some, and is no reason to drop a line. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Path directory;
    private final List<String> troubles = new ArrayList<>();

    private RunFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads a run's directory.
     *
     * @throws IOException if there is no such directory
     */
    public static RunRecord read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) throw new IOException(directory + " is no directory");
        return new RunFiles(directory.toAbsolutePath().normalize()).all();
    }

    private RunRecord all() {
        String job = text("job.yaml", "the settings").orElse("");
        List<JournalLine> journal = journal();
        Metrics metrics = Metrics.of(lines("metrics.jsonl", "losses and cost"));
        Optional<Outcome> outcome = json("result.json", "the run has not ended").map(Outcome::of);
        SampleCard card = SampleCard.unknown();
        List<Samples> samples = List.of();
        Optional<Points> points = Optional.empty();
        Optional<Passages> passages = Optional.empty();
        if (!resolutions().isEmpty()) {
            card = json("samples/card.json", "the names of the fields")
                    .map(SampleCard::of)
                    .orElse(card);
            points = points();
            passages = passages();
            samples = points.isPresent() || passages.isPresent() ? List.of() : samples(card);
        } else {
            troubles.add("samples: none; they are written once the run is tested");
        }
        JsonNode provenance = json("provenance.json", "where it comes from").orElse(MissingNode.getInstance());
        return new RunRecord(
                directory,
                name(),
                job,
                journal,
                metrics,
                outcome,
                card,
                samples,
                points,
                passages,
                provenance,
                List.copyOf(troubles));
    }

    private String name() {
        int names = directory.getNameCount();
        return names < 2
                ? directory.toString()
                : directory.subpath(names - 2, names).toString().replace('\\', '/');
    }

    private List<JournalLine> journal() {
        List<JournalLine> journal = new ArrayList<>();
        for (JsonNode line : lines("journal.jsonl", "births, growth and faults")) {
            journal.add(new JournalLine(
                    journal.size() + 1,
                    line.path("kind").asText("unknown"),
                    line.path("step").asLong(),
                    line));
        }
        return journal;
    }

    /** Rows of numbers have no resolution and lie in the folder 0; anything else there is for {@link #samples} to read. */
    private Optional<Points> points() {
        Path folder = directory.resolve("samples").resolve("0");
        try {
            if (!Files.isDirectory(folder) || !Points.are(folder)) return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(Points.read(folder));
        } catch (IOException e) {
            troubles.add("samples/0: " + relative(String.valueOf(e.getMessage())));
            return Optional.of(Points.none());
        }
    }

    /** Sequences have no resolution either. */
    private Optional<Passages> passages() {
        Path folder = directory.resolve("samples").resolve("0");
        try {
            if (!Files.isDirectory(folder) || !Passages.are(folder)) return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(Passages.read(folder));
        } catch (IOException e) {
            troubles.add("samples/0: " + relative(String.valueOf(e.getMessage())));
            return Optional.of(Passages.none());
        }
    }

    private List<Samples> samples(SampleCard card) {
        List<Samples> found = new ArrayList<>();
        for (int resolution : resolutions()) {
            try {
                Samples samples =
                        Samples.read(directory.resolve("samples").resolve(Integer.toString(resolution)), resolution);
                if (samples.count() > 0) found.add(samples);
            } catch (IOException e) {
                troubles.add("samples/" + resolution + ": " + relative(String.valueOf(e.getMessage())));
            }
        }
        found.sort(Comparator.comparing((Samples s) -> card.trained().contains(s.resolution()))
                .thenComparing(Samples::resolution, Comparator.reverseOrder()));
        return found;
    }

    private List<Integer> resolutions() {
        try (Stream<Path> folders = Files.list(directory.resolve("samples"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,9}"))
                    .map(Integer::valueOf)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Optional<String> text(String file, String what) {
        try {
            // Damaged bytes become replacement characters: half a text tells more than none.
            return Optional.of(new String(Files.readAllBytes(directory.resolve(file)), StandardCharsets.UTF_8));
        } catch (IOException e) {
            boolean there = Files.exists(directory.resolve(file));
            troubles.add(file + ": " + (there ? "unreadable" : "missing") + " (" + what + ")");
            return Optional.empty();
        }
    }

    private Optional<JsonNode> json(String file, String what) {
        return text(file, what).flatMap(text -> {
            try {
                return Optional.of(JSON.readTree(text));
            } catch (JsonProcessingException e) {
                troubles.add(file + ": damaged at line " + e.getLocation().getLineNr() + " (" + what + ")");
                return Optional.empty();
            }
        });
    }

    private List<JsonNode> lines(String file, String what) {
        List<JsonNode> lines = new ArrayList<>();
        int damaged = 0;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(directory.resolve(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                try {
                    if (!line.isBlank()) lines.add(JSON.readTree(line));
                } catch (JsonProcessingException e) {
                    damaged++;
                }
            }
        } catch (IOException e) {
            boolean there = Files.exists(directory.resolve(file));
            troubles.add(file + ": " + (there ? "unreadable" : "missing") + " (" + what + ")");
        }
        if (damaged > 0)
            troubles.add(file + ": " + damaged + (damaged == 1 ? " line" : " lines") + " damaged and left out");
        return lines;
    }

    /** The page may travel; where the run lies on this machine is nobody's business. */
    private String relative(String message) {
        return message.replace(directory + File.separator, "");
    }
}
