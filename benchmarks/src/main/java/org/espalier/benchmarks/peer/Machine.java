package org.espalier.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What Linux says of the machine in /proc. */
public final class Machine {
    /** Ticks per second of /proc/stat: 100 on every Linux. */
    private static final double TICKS = 100;

    private Machine() {}

    /** Processor seconds that all processes have used since the machine started. */
    static double busySeconds() throws IOException {
        String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
        long[] ticks = Arrays.stream(words, 1, 9).mapToLong(Long::parseLong).toArray();
        // user, nice, system, (idle, iowait,) irq, softirq, and what the hypervisor gave to others.
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) / TICKS;
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
    static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("?");
    }
}
