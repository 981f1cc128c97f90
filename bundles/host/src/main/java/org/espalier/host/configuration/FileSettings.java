package org.espalier.host.configuration;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.espalier.host.dropin.DropInWatch;
import org.espalier.host.runs.HostedRuns;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch over the files from which runs take settings, on the cadence of the drop-in folder. */
@Component(service = FileSettings.class, immediate = true)
public final class FileSettings {
    private static final Logger LOG = LoggerFactory.getLogger(FileSettings.class);
    private final Courier courier;
    private final Optional<SettingsFolder> folder;
    private final JobFiles jobs;
    private final ScheduledExecutorService clock;

    /** Made by the container. */
    @Activate
    public FileSettings(BundleContext context, @Reference HostedRuns runs) {
        this.courier = new Courier(runs);
        this.folder = Optional.ofNullable(context.getProperty("espalier.run.settings"))
                .map(path -> new SettingsFolder(Path.of(path), runs, courier, System::nanoTime));
        this.jobs = new JobFiles(runs, courier, System::nanoTime);
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "settings-files");
            thread.setDaemon(true);
            return thread;
        });
        long millis = DropInWatch.turn(context.getProperty("felix.fileinstall.poll"));
        clock.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            folder.ifPresent(SettingsFolder::look);
            jobs.look();
        } catch (RuntimeException | LinkageError e) {
            // A clock that threw would stop.
            LOG.warn("a look at the files of settings failed", e);
        }
    }

    @Deactivate
    void close() {
        clock.shutdownNow();
        courier.close();
    }
}
