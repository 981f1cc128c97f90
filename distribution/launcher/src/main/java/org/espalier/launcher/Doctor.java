package org.espalier.launcher;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The {@code doctor} verb: looks at everything that a run needs, from the machine up to the command line, and says what to do. */
final class Doctor {
    private Doctor() {}

    /** Looks from outside, and starts a container to look at it. */
    static int examine(Home home, boolean json) {
        return examine(home, json, System.out::println, () -> ContainerChecks.of(home));
    }

    /** Looks from within the container that runs. */
    static int examine(Home home, Container running, boolean json, Consumer<String> out) {
        return examine(home, json, out, () -> ContainerChecks.of(home, running));
    }

    /** Tells what was found and answers the exit code. */
    private static int examine(Home home, boolean json, Consumer<String> out, Supplier<List<Finding>> container) {
        var healthy = new AtomicBoolean(true);
        Consumer<Finding> report = finding -> {
            out.accept(json ? finding.json() : finding.line());
            if (finding.health() == Finding.Health.BAD) healthy.set(false);
        };
        report.accept(Finding.good("espalier", Version.get() + " in " + home.root()));
        MachineChecks.of(home).forEach(report);
        // Natives on a CPU that lacks their instructions end the process, and with it this report.
        if (healthy.get()) ArithmeticChecks.of(home).forEach(report);
        if (healthy.get()) container.get().forEach(report);
        if (json) out.accept("{\"healthy\":" + healthy + "}");
        else out.accept(healthy.get() ? "healthy" : "not healthy: see the lines marked BAD");
        return healthy.get() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The reason of a refusal, as a finding that the doctor goes on from. */
    static List<Finding> refused(String subject, LaunchException refusal) {
        return List.of(Finding.bad(
                subject, String.valueOf(refusal.getMessage()), "nothing below this line could be looked at"));
    }
}
