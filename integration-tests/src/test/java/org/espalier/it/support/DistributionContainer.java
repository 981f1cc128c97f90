package org.espalier.it.support;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.launcher.ArchiveBundle;
import org.espalier.launcher.ContainerSettings;
import org.espalier.launcher.Home;
import org.espalier.launcher.LaunchException;
import org.nd4j.linalg.factory.Nd4j;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;

/**
 * The container of this JVM: Felix, started by Pax Exam with the bundles, the start levels and the settings of the
 * unpacked archive, and with one bundle more, the probe, which holds the tests.
 */
public final class DistributionContainer {
    private static final int START_LEVEL = 30;
    private static final Path WORK = Path.of("target", "container").toAbsolutePath();

    private static DistributionContainer instance;

    private final NativeTestContainer container;
    private final Bundle probe;

    public static synchronized DistributionContainer get() {
        if (instance == null) {
            try {
                instance = new DistributionContainer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (LaunchException e) {
                throw new IllegalStateException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(instance.container::stop));
        }
        return instance;
    }

    /** The bundle from which classes in {@code org.espalier.it.inside} are loaded. */
    Bundle probe() {
        return probe;
    }

    private DistributionContainer() throws IOException, LaunchException {
        // Pax Exam keeps an old cache whatever it is told, and with it the last build's probe.
        Folders.delete(WORK);
        Path plugins = Files.createDirectories(WORK.resolve("plugins"));
        Home home =
                Home.of(Path.of(System.getProperty("espalier.home")), Map.of("ESPALIER_PLUGINS", plugins.toString()));
        System.setProperty("espalier.data", home.data().toString());
        System.setProperty("espalier.test.plugins", plugins.toString());
        startNd4j(home);
        ExamSystem system = PaxExamRuntime.createServerSystem(options(home));
        container = (NativeTestContainer) PaxExamRuntime.createContainer(system);
        container.start();
        TestProbeBuilder builder = system.createProbe();
        // Only an anchor: all of target/test-classes goes in.
        builder.addTest(DistributionContainer.class, "probe");
        builder.setHeader("Bundle-SymbolicName", "org.espalier.it.probe");
        probe = container
                .getSystemBundle()
                .getBundleContext()
                .getBundle(container.installProbe(builder.build().getStream()));
    }

    /** As the launcher does it: before there is a container, on the class path, from the installation's own copy. */
    private static void startNd4j(Home home) {
        System.setProperty(
                "org.bytedeco.javacpp.cachedir", home.data().resolve("natives").toString());
        Nd4j.create(1).close();
    }

    private static Option[] options(Home home) throws IOException {
        Map<String, String> settings = ContainerSettings.read(home, WORK.resolve("workspace"));
        settings.put("felix.fileinstall.poll", "100");
        Path runs = Files.createDirectories(WORK.resolve("conf/runs"));
        settings.put("espalier.run.settings", runs.toString());
        System.setProperty("espalier.test.settings", runs.toString());
        var options = new ArrayList<Option>();
        options.add(workingDirectory(WORK.toString()));
        options.add(frameworkStartLevel(START_LEVEL));
        settings.forEach((name, value) -> {
            if (!name.startsWith("org.osgi.framework."))
                options.add(frameworkProperty(name).value(value));
        });
        List<String> packages = new ArrayList<>(
                List.of(settings.get("org.osgi.framework.system.packages.extra").split(",")));
        // One set of classes on both sides: the engine's, which is outside, and the tests', which are in.
        packages.addAll(ClassPathPackages.of("junit-", "opentest4j", "apiguardian", "org.osgi.test."));
        options.add(systemPackages(packages.toArray(String[]::new)));
        for (ArchiveBundle one : ArchiveBundle.in(home.bundles(), settings)) {
            UrlProvisionOption option = bundle(one.jar().toUri().toString()).startLevel(one.startLevel());
            options.add(one.started() ? option : option.noStart());
        }
        return options.toArray(Option[]::new);
    }
}
