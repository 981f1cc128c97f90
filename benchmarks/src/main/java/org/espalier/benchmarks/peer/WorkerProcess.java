package org.espalier.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A process of {@link StepWorker}, in the environment that gives its side its best time, whatever the surroundings set. */
final class WorkerProcess implements AutoCloseable {
    /** Big tensors stay in the process: without it each step pays for fresh pages. */
    private static final Map<String, String> TORCH = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_MAX_", "0",
            "MALLOC_TRIM_THRESHOLD_", "8000000000",
            "MALLOC_TOP_PAD_", "268435456");

    /** What bin/espalier sets where nothing is set. */
    private static final Map<String, String> OWN = own();

    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    /** Loss and milliseconds of each of some steps. */
    record Steps(double[] losses, double[] millis) {}

    private WorkerProcess(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** A process for the project's own side, in the environment that bin/espalier makes. */
    static WorkerProcess own(Workload workload) throws IOException {
        return start("own", OWN, workload, List.of());
    }

    /** A process for libtorch, whose libraries are unpacked into a folder. */
    static WorkerProcess torch(Workload workload, Path cache) throws IOException {
        return start("torch", TORCH, workload, List.of("-DDJL_CACHE_DIR=" + cache, "-Dai.djl.offline=true"));
    }

    private static Map<String, String> own() {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "OMP_NUM_THREADS", "1",
                "OPENBLAS_NUM_THREADS", "1",
                "OMP_WAIT_POLICY", "passive",
                "MALLOC_ARENA_MAX", "2",
                "MALLOC_MMAP_THRESHOLD_", "33554432",
                "MALLOC_TRIM_THRESHOLD_", "268435456"));
        Machine.kernels().ifPresent(name -> environment.put("OPENBLAS_CORETYPE", name));
        return environment;
    }

    private static WorkerProcess start(
            String side, Map<String, String> environment, Workload workload, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx4g");
        command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StepWorker.class.getName(), side));
        command.addAll(workload.words());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.matches("(MALLOC|OMP|GOMP|OPENBLAS|MKL|KMP|ATEN)_.*"));
        builder.environment().putAll(environment);
        return new WorkerProcess(builder.start());
    }

    /** Lets it step, or compute gradients alone. */
    Steps run(String what, int count) throws IOException {
        commands.println(what + " " + count);
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("a worker has ended; its errors stand above");
        }
        String[] words = line.trim().split(" ");
        double[] losses = new double[count];
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            losses[i] = Double.parseDouble(words[2 * i]);
            millis[i] = Long.parseLong(words[2 * i + 1]) / 1e6;
        }
        return new Steps(losses, millis);
    }

    /** Processor time that it has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Its resident memory in MB, from /proc. */
    long residentMegabytes() throws IOException {
        return Machine.residentMegabytes(process.pid());
    }

    @Override
    public void close() {
        commands.close();
        process.destroy();
    }
}
