package org.espalier.launcher;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The {@code doctor} verb: looks at everything that a run needs, from the machine up to the command line, and says what to do. */
final class Doctor {
    private Doctor() {}

    /** Prints what was found and answers the exit code. */
    static int examine(Home home) {
        var healthy = new AtomicBoolean(true);
        Consumer<Finding> report = finding -> {
            System.out.println(finding.line());
            if (finding.health() == Finding.Health.BAD) healthy.set(false);
        };
        report.accept(Finding.good("espalier", Version.get() + " in " + home.root()));
        MachineChecks.of(home).forEach(report);
        // Natives on a CPU that lacks their instructions end the process, and with it this report.
        if (healthy.get()) ArithmeticChecks.of(home).forEach(report);
        if (healthy.get()) ContainerChecks.of(home).forEach(report);
        System.out.println(healthy.get() ? "healthy" : "not healthy: see the lines marked BAD");
        return healthy.get() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The reason of a refusal, as a finding that the doctor goes on from. */
    static List<Finding> refused(String subject, LaunchException refusal) {
        return List.of(Finding.bad(
                subject, String.valueOf(refusal.getMessage()), "nothing below this line could be looked at"));
    }
}
