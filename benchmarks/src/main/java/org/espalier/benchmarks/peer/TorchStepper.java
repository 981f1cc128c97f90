package org.espalier.benchmarks.peer;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.benchmarks.TokenArrays;
import org.espalier.benchmarks.operators.FieldArrays;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.TorchWeights;

/** libtorch with MKL, called once per step; its batches lie ready as tensors. */
final class TorchStepper implements Stepper {
    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final List<NDList> batches = new ArrayList<>();
    private int next;

    /** Writes a module's archive. */
    private interface Script {
        void write(Path file) throws IOException;
    }

    private TorchStepper(Script script, int threads) throws IOException {
        Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(threads);
        // Its symbolic differentiation forgets to conjugate in complex products, from the second call on: plain
        // autograd instead.
        JniUtils.setGraphExecutorOptimize(false);
        this.manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Path file = Files.createTempFile("module", ".pt");
        try {
            script.write(file);
            this.module = JniUtils.loadModule(manager, file, true, new String[0], new String[0], true);
        } finally {
            Files.delete(file);
        }
    }

    static TorchStepper ofOperator(
            OperatorCase operator, TorchWeights weights, FieldArrays data, double rate, int threads, int batches)
            throws IOException {
        TorchStepper stepper = new TorchStepper(file -> OperatorScript.write(operator, weights, rate, file), threads);
        long[] shape = new long[operator.axes() + 2];
        Arrays.fill(shape, operator.points());
        shape[0] = operator.batch();
        shape[1] = 1;
        for (int i = 0; i < batches; i++) {
            int from = i * operator.batch();
            stepper.add(
                    stepper.manager.create(data.inputs(from, operator.batch()), new Shape(shape)),
                    stepper.manager.create(data.targets(from, operator.batch()), new Shape(shape)));
        }
        return stepper;
    }

    static TorchStepper ofGpt(GptSize size, TokenArrays data, double rate, int threads, int batches)
            throws IOException {
        TorchStepper stepper = new TorchStepper(file -> GptScript.write(size, rate, file), threads);
        for (int i = 0; i < batches; i++) {
            float[] samples = data.samples(i * size.batch(), size.batch());
            stepper.add(stepper.tokens(samples, size, 0), stepper.tokens(samples, size, 1));
        }
        return stepper;
    }

    /** The tokens of every sample but one: not the last, or not the first. */
    private NDArray tokens(float[] samples, GptSize size, int skipped) {
        long[] tokens = new long[size.batch() * size.context()];
        for (int i = 0; i < tokens.length; i++) {
            int sample = i / size.context();
            tokens[i] = (long) samples[sample * (size.context() + 1) + i % size.context() + skipped];
        }
        return manager.create(tokens, new Shape(size.batch(), size.context()));
    }

    private void add(NDArray input, NDArray target) {
        batches.add(new NDList(manager.create(0f), input, target));
    }

    private double call(String method) {
        NDList batch = batches.get(next++ % batches.size());
        // DJL takes the method from the name of an array that is no argument.
        batch.get(0).setName("module_method:" + method);
        try (NDList results = IValueUtils.forward(module, batch, true)) {
            return results.singletonOrThrow().getFloat();
        }
    }

    @Override
    public double step() {
        return call("step");
    }

    @Override
    public double gradients() {
        return call("gradients");
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
