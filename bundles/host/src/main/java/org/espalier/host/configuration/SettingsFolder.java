package org.espalier.host.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.espalier.api.run.Cause;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.host.job.FileStamp;
import org.espalier.host.job.SettingsFile;
import org.espalier.host.runs.HostedRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The folder of settings files, {@code conf/runs}: what is written there while a run trains, the run takes. What lay there before
 * is history, and deleting a file changes nothing. One thread.
 */
final class SettingsFolder {
    private static final Logger LOG = LoggerFactory.getLogger("settings");
    private static final String ENDING = ".yaml";

    private final Path folder;
    private final HostedRuns runs;
    private final Courier courier;
    private final FileWatch watch;

    SettingsFolder(Path folder, HostedRuns runs, Courier courier, LongSupplier clock) {
        this.folder = folder;
        this.runs = runs;
        this.courier = courier;
        this.watch = new FileWatch(clock);
        files().forEach(file -> FileStamp.of(file).ifPresent(stamp -> watch.know(file, stamp)));
    }

    /** Has the runs take what is new. */
    void look() {
        watch.changed(files()).forEach(this::take);
    }

    private void take(Path file) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - ENDING.length());
        String where = shown(file);
        try {
            SettingsFile settings = SettingsFile.read(file, where, stem);
            Optional<Run> run = LiveRuns.find(runs, where, settings.run());
            if (run.isEmpty()) {
                // Where nothing trains it is for another container, which looks at the same folder.
                boolean ours = runs.list().stream().anyMatch(LiveRuns::goesOn);
                LOG.atLevel(ours ? Level.WARN : Level.INFO)
                        .log("{}: no run {} goes on here; nothing is changed", where, settings.run());
                return;
            }
            courier.bring(run.get(), settings.settings(), Cause.of(where, settings.because()), settings::refusal);
        } catch (RefusedException e) {
            complain(e, where, stem);
        }
    }

    /** Of a file that cannot be read its name alone tells whom it is for. */
    private void complain(RefusedException refused, String where, String stem) {
        try {
            Optional<Run> run = LiveRuns.find(runs, where, stem);
            if (run.isPresent()) {
                courier.complain(run.get(), Cause.of(where, ""), refused.getMessage());
                return;
            }
        } catch (RefusedException severalOfThatName) {
            // Said below, as well as it can be.
        }
        LOG.warn("{}; nothing is changed", refused.getMessage());
    }

    /** The file with the two folders that it is in, {@code conf/runs/darcy.yaml}. */
    private String shown(Path file) {
        Path parent = folder.getParent();
        return (parent == null ? folder : parent.getFileName().resolve(folder.getFileName()))
                .resolve(file.getFileName())
                .toString();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(SettingsFolder::isSettings).sorted().toList();
        } catch (IOException e) {
            // No such folder: nobody wants anything.
            return List.of();
        }
    }

    private static boolean isSettings(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ENDING) && !name.startsWith(".");
    }
}
