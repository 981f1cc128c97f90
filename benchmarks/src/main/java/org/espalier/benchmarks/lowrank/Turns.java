package org.espalier.benchmarks.lowrank;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.espalier.benchmarks.peer.Machine;

/**
 * Steps of several contenders, each a step at a time, round after round, so that what else the machine does meets all of them alike.
 *
 * @param wall      milliseconds of the steps of each, ascending
 * @param processor milliseconds that this process had of all processors meanwhile, ascending
 * @param foreign   share of the machine that everything else took
 */
record Turns(double[][] wall, double[][] processor, double foreign) {
    private static final int UNTIMED = 3;
    private static final int TIMED = 11;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Turns of(List<Contender> contenders) throws IOException {
        for (int i = 0; i < UNTIMED; i++) {
            contenders.forEach(Contender::step);
        }
        double[][] wall = new double[contenders.size()][TIMED];
        double[][] processor = new double[contenders.size()][TIMED];
        double busy = Machine.busySeconds();
        long used = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        for (int round = 0; round < TIMED; round++) {
            for (int c = 0; c < wall.length; c++) {
                long before = SYSTEM.getProcessCpuTime();
                wall[c][round] = contenders.get(c).step();
                processor[c][round] = (SYSTEM.getProcessCpuTime() - before) / 1e6;
            }
        }
        double others = Machine.busySeconds() - busy - (SYSTEM.getProcessCpuTime() - used) / 1e9;
        double all = (System.nanoTime() - start) / 1e9 * Runtime.getRuntime().availableProcessors();
        Arrays.stream(wall).forEach(Arrays::sort);
        Arrays.stream(processor).forEach(Arrays::sort);
        return new Turns(wall, processor, Math.max(0, others / all));
    }

    double least(int contender) {
        return wall[contender][0];
    }

    double median(int contender) {
        return wall[contender][TIMED / 2];
    }

    double leastProcessor(int contender) {
        return processor[contender][0];
    }
}
