package org.espalier.launcher;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;

/** The doctor's look at the container: bundles, dropped-in plugins, the command line. */
final class ContainerChecks {
    private ContainerChecks() {}

    static List<Finding> of(Home home) {
        try (Container container = Container.start(home)) {
            return of(home, container);
        } catch (LaunchException e) {
            return Doctor.refused("container", e);
        }
    }

    static List<Finding> of(Home home, Container container) {
        var found = new ArrayList<Finding>();
        found.addAll(bundles(container));
        found.addAll(plugins(home, container));
        found.add(commandLine(home, container));
        return found;
    }

    private static List<Finding> bundles(Container container) {
        List<String> troubles = container.troubles();
        if (troubles.isEmpty())
            return List.of(Finding.good("bundles", container.size() + " installed, all as they should be"));
        return troubles.stream()
                .map(line -> Finding.bad("bundles", line, "unpack the archive again"))
                .toList();
    }

    private static List<Finding> plugins(Home home, Container container) {
        var found = new ArrayList<Finding>();
        List<Bundle> plugins = container.plugins();
        String seen = home.plugins() + ", " + plugins.size() + " plugin(s)";
        found.add(
                Files.isDirectory(home.plugins())
                        ? Finding.good("plugins", seen)
                        : Finding.doubtful(
                                "plugins", home.plugins() + " is no folder", "create it to drop plugins in"));
        container.pluginFindings().forEach(one -> found.add(one.finding()));
        return found;
    }

    private static Finding commandLine(Home home, Container container) {
        return CommandService.await(container.context(), Duration.ofSeconds(2))
                .map(reference ->
                        Finding.good("commands", reference.getBundle().getSymbolicName() + " answers the command line"))
                .orElseGet(() -> Finding.bad(
                        "commands",
                        "no bundle answers the command line (a service with org.espalier.command=main)",
                        "look for the reason in " + home.logs() + ", then unpack the archive again"));
    }
}
