package org.espalier.benchmarks.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux says of the machine in /proc. */
public final class Machine {
    /** Ticks per second of /proc/stat: 100 on every Linux. */
    private static final double TICKS = 100;

    private Machine() {}

    /** Processor seconds that all processes have used since the machine started. */
    public static double busySeconds() throws IOException {
        String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
        long[] ticks = Arrays.stream(words, 1, 9).mapToLong(Long::parseLong).toArray();
        // user, nice, system, (idle, iowait,) irq, softirq, and what the hypervisor gave to others.
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) / TICKS;
    }

    /** Waits until other processes use little of the machine, but no longer than some seconds. */
    static void awaitQuiet(double share, double seconds) throws IOException, InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        int quiet = 0;
        while (quiet < 2 && System.nanoTime() < end) {
            double before = busySeconds();
            long start = System.nanoTime();
            Thread.sleep(250);
            double elapsed = (System.nanoTime() - start) / 1e9;
            double busy =
                    (busySeconds() - before) / (elapsed * Runtime.getRuntime().availableProcessors());
            quiet = busy < share ? quiet + 1 : 0;
        }
    }

    /** Resident memory of a process in MB. */
    public static long residentMegabytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("no VmRSS in /proc/" + pid + "/status");
    }

    /** The processor's name. */
    public static String processor() {
        return field("model name");
    }

    /** OpenBLAS's kernels for a processor that it does not know, by bin/espalier's rule; empty where it is left to choose. */
    public static Optional<String> kernels() {
        String flags = field("flags");
        if (!field("vendor_id").equals("AuthenticAMD") || !flags.contains("avx2")) {
            return Optional.empty();
        }
        return Optional.of(flags.contains("avx512vl") ? "SkylakeX" : "Haswell");
    }

    private static String field(String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
