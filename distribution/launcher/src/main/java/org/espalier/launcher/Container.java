package org.espalier.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The running framework with the archive's bundles in it. */
final class Container implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Framework framework;
    private final Workspace workspace;
    private final Map<Bundle, ArchiveBundle> bundles = new LinkedHashMap<>();
    private final Map<Bundle, Throwable> failures = new ConcurrentHashMap<>();

    private Container(Framework framework, Workspace workspace) {
        this.framework = framework;
        this.workspace = workspace;
    }

    /** Starts the framework and returns when it has reached its start level; whether every bundle came up, {@link #troubles} says. */
    static Container start(Home home) throws LaunchException {
        try {
            Workspace workspace = Workspace.open(home);
            Map<String, String> settings = ContainerSettings.read(home, workspace.folder());
            var configuration = new HashMap<String, Object>(settings);
            configuration.put("felix.log.logger", new FrameworkLog());
            var container = new Container(new Felix(configuration), workspace);
            Runtime.getRuntime().addShutdownHook(new Thread(container::close, "espalier-stop"));
            container.framework.init();
            InContainer.register(home, container);
            container.fill(ArchiveBundle.in(home.bundles(), settings));
            return container;
        } catch (IOException | BundleException | RuntimeException e) {
            throw new LaunchException(
                    ExitCode.CONTAINER, "the container did not start: " + LaunchException.rootReason(e), e);
        }
    }

    private void fill(List<ArchiveBundle> archive) throws BundleException {
        BundleContext context = context();
        context.addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.ERROR) failures.putIfAbsent(event.getBundle(), event.getThrowable());
        });
        for (ArchiveBundle one : archive) {
            // By reference: the archive's jars are used where they lie, and a start copies nothing.
            Bundle bundle = context.installBundle("reference:" + one.jar().toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(one.startLevel());
            bundles.put(bundle, one);
        }
        for (Map.Entry<Bundle, ArchiveBundle> entry : bundles.entrySet()) {
            if (entry.getValue().started()) entry.getKey().start();
        }
        framework.start();
    }

    /** What keeps bundles of the archive from being active, one line each; empty if all is well. */
    List<String> troubles() {
        var lines = new ArrayList<String>();
        bundles.forEach((bundle, from) -> {
            if (from.started() && bundle.getState() != Bundle.ACTIVE)
                lines.add(BundleTrouble.line(String.valueOf(from.jar().getFileName()), bundle, failures.get(bundle)));
        });
        return lines;
    }

    /** What the host has to say of the drop-in folder; it writes to the log what is wrong and it has not said before. */
    List<PluginFinding> pluginFindings() {
        return PluginFinding.all(context());
    }

    /** The bundles that came from the drop-in folder. */
    List<Bundle> plugins() {
        return List.of(context().getBundles()).stream()
                .filter(bundle -> bundle.getBundleId() != 0 && !bundles.containsKey(bundle))
                .toList();
    }

    int size() {
        return bundles.size();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Stops every bundle in turn, then the framework; waits no longer than a user would. */
    @Override
    public synchronized void close() {
        try {
            framework.stop();
            framework.waitForStop(STOP.toMillis());
        } catch (BundleException e) {
            if (!Leaving.hasBegun())
                System.err.println("espalier: the container did not stop cleanly: " + LaunchException.rootReason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workspace.close();
        }
    }
}
