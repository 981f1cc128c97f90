package org.espalier.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleSupplier;
import org.espalier.testkit.model.Derivatives;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.junit.jupiter.api.AfterEach;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Two workers, on whose fields a test sets layers to work. */
abstract class LayerFixture {
    final TestWorkspace workspace = new TestWorkspace(2);
    final Workers workers = new Workers(workspace);
    final Weights weights = new Weights(workers);
    final NamedTensors parameters = new NamedTensors(workspace);

    @AfterEach
    void close() {
        workspace.close();
    }

    /** What a worker does to one sample. */
    interface SampleTask {
        void run(int worker, int sample);
    }

    /** Shares samples out among the workers. */
    void forEachSample(int samples, SampleTask task) {
        workers.run(worker -> {
            for (int s = workers.first(worker, samples); s < workers.first(worker + 1, samples); s++) {
                task.run(worker, s);
            }
        });
    }

    /** Normal numbers of that mean, which follow from the name. */
    Field field(String name, int samples, int points, int channels, float mean) {
        Field field = Field.allocate(workers, samples, points, channels);
        float[] values = Numbers.normal(name, samples * points * channels, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] += mean;
        }
        TestWorkspace.write(field.memory().array(), values);
        return field;
    }

    static float[] values(Field field) {
        return TestWorkspace.read(field.memory().array());
    }

    /** Holds a gradient to central differences. */
    static void agree(INDArray tensor, float[] gradient, DoubleSupplier loss, String what) {
        double mismatch = Derivatives.mismatch(tensor, gradient, loss);
        assertTrue(mismatch < 1e-3, what + ": " + mismatch);
    }
}
