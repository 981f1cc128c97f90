package org.espalier.host.runs.descent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.api.run.Control;
import org.espalier.api.run.Controlled;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.Assembly;
import org.espalier.host.assembly.Footing;
import org.espalier.host.export.Inheritance;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.Supply;
import org.espalier.host.runs.journal.Notice;
import org.espalier.host.runs.orders.Order;
import org.espalier.host.runs.orders.OrderLog;
import org.espalier.host.store.Disk;
import org.espalier.host.store.Json;
import org.espalier.host.store.JsonLines;
import org.espalier.host.store.JsonLines.Durability;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.store.RunLock;
import org.espalier.host.store.RunLockedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run that is to be trained once more from its birth as a control, with everything checked and nothing written. */
public final class Twin implements Descent {
    private static final Logger LOG = LoggerFactory.getLogger(Twin.class);

    /** In the folder of a twin: whose twin it is. */
    private static final String OF = "control.json";
    /** In the folder of a run: its twins that have finished, a file for each kind. */
    private static final String FOLDER = "controls";

    private final RunDirectory original;
    private final Control control;
    private final Assembly assembly;
    private final List<Order> orders;

    private Twin(RunDirectory original, Control control, Assembly assembly, List<Order> orders) {
        this.original = original;
        this.control = control;
        this.assembly = assembly;
        this.orders = orders;
    }

    /**
     * The twin of a run, with the job, the given weights and the orders that the run had up to its newest checkpoint.
     *
     * @throws RefusedException if the run is a control itself, has no checkpoint, or cannot be run any more
     */
    public static Twin of(Path run, Control control, Supply supply) throws IOException, RefusedException {
        RunDirectory original = RunDirectory.open(run);
        if (in(original).isPresent()) {
            throw new RefusedException(run.toString(), "", "is a control itself; name the run that it belongs to");
        }
        var newest = Fork.checkpoint(original, OptionalLong.empty(), run.toString());
        Path origin = original.path().resolve(Fork.ORIGIN);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("control", control.word());
        settings.put("name", "\"" + name(original, control) + "\"");
        JobFile file = JobFile.read(Files.exists(origin) ? origin : original.jobFile(), settings);
        Assembly assembly = Assembly.of(file, supply, Footing.at(original.base()));
        List<Order> orders =
                OrderLog.of(original, Optional.of(newest.snapshot())).behind();
        return new Twin(original, control, assembly, orders);
    }

    private static String name(RunDirectory original, Control control) {
        return original.job() + "-" + control.word();
    }

    @Override
    public String name() {
        return name(original, control);
    }

    @Override
    public Path runs() {
        return original.path().getParent().getParent();
    }

    /** Writes the new run: whose twin it is, the orders that it gets, and last the job, which makes the folder a run. */
    @Override
    public Resumption write(RunDirectory directory) throws IOException {
        Inheritance.copy(original, directory);
        OrderLog.write(directory, orders);
        directory.write(OF, Json.pretty(Map.of("of", original.id(), "control", control.word())));
        directory.writeBase(assembly.footing().base());
        directory.write("job.yaml", assembly.resolved().toYaml());
        String text = control == Control.UNTRAINED
                ? "is " + original.id() + " again without training: no weight is updated"
                : "is " + original.id() + " again with the targets of the training samples shuffled";
        Notice notice = new Notice("control", text, Map.of("of", original.id(), "control", control.word()));
        return Resumption.of(assembly, Optional.empty(), Optional.empty(), List.of(notice));
    }

    /**
     * Whose twin a run is: the folder of the original.
     *
     * @param control what the twin leaves out
     */
    public record Bond(Path original, String control) {
        /** Tells the original of a twin that has finished; false if the original is no more. */
        public boolean tell(RunDirectory twin) throws IOException {
            if (!Files.exists(original.resolve("job.yaml"))) {
                return false;
            }
            Path folder = Files.createDirectories(original.resolve(FOLDER));
            byte[] told = Json.pretty(Map.of("run", twin.id())).getBytes(StandardCharsets.UTF_8);
            Disk.local().replace(folder.resolve(control + ".json"), told);
            return true;
        }

        /** Keeps in the original's journal what its controls say of it; of one that is being trained meanwhile the report alone tells. */
        public void journal(RunDirectory twin, Controlled said) throws IOException {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("kind", "control");
            line.put("step", said.run().steps());
            line.put("control", control);
            line.put("name", twin.id());
            line.put("why", said.verdicts().isEmpty() ? "nothing has grown" : said.summary());
            Map<String, Object> sizes = new LinkedHashMap<>();
            said.verdicts().forEach(verdict -> sizes.put(verdict.dim(), verdict.text()));
            line.put("sizes", sizes);
            line.put("at", Instant.now().toString());
            RunDirectory run = RunDirectory.open(original);
            try (RunLock lock = RunLock.acquire(original);
                    JsonLines journal = JsonLines.open(run.journalFile(), Durability.EACH_LINE)) {
                journal.append(line);
            } catch (RunLockedException e) {
                LOG.info("what {} says of {} is not in its journal: {}", twin.id(), run.id(), e.getMessage());
            }
        }
    }

    /** Whose twin a run is; empty of one that is none. */
    public static Optional<Bond> in(RunDirectory directory) throws IOException {
        Path file = directory.path().resolve(OF);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, Object> facts = Json.parse(Files.readString(file));
        if (!(facts.get("of") instanceof String of && facts.get("control") instanceof String control)) {
            throw new IOException(file + ": does not say whose control it is");
        }
        Path runs = directory.path().getParent().getParent();
        return Optional.of(new Bond(runs.resolve(of).normalize(), control));
    }
}
