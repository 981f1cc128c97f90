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
import org.espalier.benchmarks.operators.FieldArrays;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.TorchWeights;

/** libtorch with MKL, called once per step; its batches lie ready as tensors. */
final class TorchStepper implements Stepper {
    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final List<NDList> batches = new ArrayList<>();
    private int next;

    TorchStepper(OperatorCase operator, TorchWeights weights, FieldArrays data, double rate, int threads, int batches)
            throws IOException {
        Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(threads);
        // Its symbolic differentiation forgets to conjugate in complex products, from the second call on: plain
        // autograd instead.
        JniUtils.setGraphExecutorOptimize(false);
        this.manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Path file = Files.createTempFile("operator", ".pt");
        try {
            OperatorScript.write(operator, weights, rate, file);
            this.module = JniUtils.loadModule(manager, file, true, new String[0], new String[0], true);
        } finally {
            Files.delete(file);
        }
        long[] shape = new long[operator.axes() + 2];
        Arrays.fill(shape, operator.points());
        shape[0] = operator.batch();
        shape[1] = 1;
        for (int i = 0; i < batches; i++) {
            int from = i * operator.batch();
            this.batches.add(new NDList(
                    manager.create(0f),
                    tensor(data.inputs(from, operator.batch()), shape),
                    tensor(data.targets(from, operator.batch()), shape)));
        }
    }

    private NDArray tensor(float[] values, long[] shape) {
        return manager.create(values, new Shape(shape));
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
