package org.espalier.benchmarks.peer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.espalier.api.plugin.RandomStream;

/**
 * Milliseconds of a GPT's step in libtorch; a program of its own, to be run in turns with {@code GptStepTiming} of the models. Arguments: layers
 * heads width context tokens batch threads steps.
 */
public final class GptTorchTiming {
    private GptTorchTiming() {}

    /** Prints the times. */
    public static void main(String[] arguments) throws Exception {
        int[] sizes = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        int context = sizes[3];
        int batch = sizes[5];
        Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(sizes[6]);
        JniUtils.setGraphExecutorOptimize(false);
        Path file = Files.createTempFile("gpt", ".pt");
        try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            GptScript.write(file, sizes[0], sizes[1], sizes[2], context, sizes[4], batch);
            PtSymbolBlock module = JniUtils.loadModule(manager, file, true, new String[0], new String[0], true);
            RandomStream random = RandomStream.of(1, "tokens");
            long[] tokens = new long[batch * context];
            Arrays.setAll(tokens, i -> random.integer(i, sizes[4]));
            NDList given = new NDList(
                    manager.create(0f),
                    manager.create(tokens, new Shape(batch, context)),
                    manager.create(tokens, new Shape(batch, context)));
            time(module, given, "gradients", sizes[7]);
            time(module, given, "step", sizes[7]);
            module.close();
        } finally {
            Files.delete(file);
        }
    }

    private static void time(PtSymbolBlock module, NDList given, String method, int steps) {
        given.get(0).setName("module_method:" + method);
        double[] millis = new double[steps];
        double[] processor = new double[steps];
        double loss = 0;
        for (int i = -5; i < steps; i++) {
            long start = System.nanoTime();
            long began = ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow()
                    .toNanos();
            try (NDList results = IValueUtils.forward(module, given, true)) {
                loss = results.singletonOrThrow().getFloat();
            }
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
                processor[i] = (ProcessHandle.current()
                                        .info()
                                        .totalCpuDuration()
                                        .orElseThrow()
                                        .toNanos()
                                - began)
                        / 1e6;
            }
        }
        double mean = Arrays.stream(processor).average().orElseThrow();
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "libtorch %-10s wall min %8.2f  median %8.2f   processor mean %8.2f ms, loss %.4f%n",
                method,
                millis[0],
                millis[steps / 2],
                mean,
                loss);
    }
}
