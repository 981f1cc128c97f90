package org.espalier.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The doctor's look at the machine: Java, platform, CPU, threads, memory, disk. Loads no natives. */
final class MachineChecks {
    private static final long MEGA = 1 << 20;
    /** What the natives take when unpacked, and then some for logs and checkpoints. */
    private static final long WANTED_DISK = 1024 * MEGA;

    private static final long WANTED_MEMORY = 1024 * MEGA;
    private static final List<String> TELLING_FLAGS = List.of("avx", "avx2", "fma", "f16c", "avx512f");

    private MachineChecks() {}

    static List<Finding> of(Home home) {
        var found = new ArrayList<Finding>();
        found.add(Finding.good(
                "java",
                System.getProperty("java.version") + ", " + System.getProperty("java.vm.name") + ", "
                        + System.getProperty("java.home")));
        found.addAll(platform(home));
        found.add(threads());
        found.add(memory());
        found.add(disk("data", home.data()));
        found.add(disk("here", Path.of("").toAbsolutePath()));
        return found;
    }

    private static List<Finding> platform(Home home) {
        Set<String> flags = Natives.cpuFlags(Natives.cpuinfo());
        String telling = flags.isEmpty()
                ? "CPU flags unknown"
                : String.join(
                        " ",
                        new TreeSet<>(
                                TELLING_FLAGS.stream().filter(flags::contains).toList()));
        try {
            Natives natives = Natives.of(home);
            natives.check(Natives.machine(), flags);
            return List.of(Finding.good(
                    "machine", Natives.machine() + ", " + telling + "; the archive holds " + natives.classifier()));
        } catch (LaunchException e) {
            return Doctor.refused("machine", e);
        }
    }

    private static Finding threads() {
        int processors = Runtime.getRuntime().availableProcessors();
        String blas = System.getenv("OMP_NUM_THREADS");
        String seen = processors + " processors, OMP_NUM_THREADS=" + blas + ", OMP_WAIT_POLICY="
                + System.getenv("OMP_WAIT_POLICY");
        return "1".equals(blas)
                ? Finding.good("threads", seen)
                : Finding.doubtful(
                        "threads",
                        seen,
                        "work is split above BLAS: leave OMP_NUM_THREADS to bin/espalier, which sets 1");
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        long physical =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        // JavaCPP lets native memory grow to the heap's limit, so a run can take about twice the heap.
        String seen = "heap up to %d MB, native as much again, machine %d MB".formatted(heap / MEGA, physical / MEGA);
        if (heap < WANTED_MEMORY)
            return Finding.doubtful("memory", seen, "give more with ESPALIER_OPTS=-Xmx2g if a job runs out of it");
        if (physical > 0 && 2 * heap > physical)
            return Finding.doubtful("memory", seen, "heap and natives may not fit: lower -Xmx in ESPALIER_OPTS");
        return Finding.good("memory", seen);
    }

    private static Finding disk(String subject, Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String seen = "%s, %d MB free".formatted(folder, free / MEGA);
            if (!Files.isWritable(folder))
                return Finding.doubtful(
                        subject,
                        seen + ", not writable",
                        "change to a folder that can be written to: runs/ goes there");
            return free < WANTED_DISK
                    ? Finding.doubtful(subject, seen, "free %d MB here".formatted(WANTED_DISK / MEGA))
                    : Finding.good(subject, seen);
        } catch (IOException e) {
            return Finding.bad(subject, folder + ": " + LaunchException.rootReason(e), "check the file system");
        }
    }
}
