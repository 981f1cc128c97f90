package org.espalier.models;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.RecordedPass;
import org.espalier.testkit.model.TestWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Milliseconds of forward and of forward with backward and Adam for a model of some size; what the programs of this package and
 * its sub-packages that end in StepTiming have in common. Run them from the project's root:
 *
 * <pre>{@code
 * mvn -q -pl bundles/models -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath.txt
 * java -Xmx4g -cp "bundles/models/target/classes:bundles/models/target/test-classes:$(cat bundles/models/target/classpath.txt)" \
 *     org.espalier.models.FnoStepTiming 64 64 32 12 20 2 40
 * }</pre>
 *
 * <p>OpenBLAS chooses its kernels by the processor's family and takes the slowest for one that is younger than itself: there,
 * set {@code OPENBLAS_CORETYPE} to SkylakeX (AVX-512) or Haswell (AVX2); {@code OPENBLAS_VERBOSE=2} prints the choice.
 * <p>On a shared machine compare minima of runs that alternate with what they are compared to; on a busy one, the processor
 * time of the calling thread with one worker.
 */
public final class StepTiming implements AutoCloseable {
    private final TestWorkspace workspace;
    private final NamedTensors weights;
    private final NamedTensors gradients;
    private final Program program;
    private final Batch batch;
    private final INDArray outputError;
    private final float[][] state;

    private StepTiming(
            TestWorkspace workspace,
            PlainWeights weights,
            Program program,
            float[] input,
            int outputs,
            float[][] state) {
        this.workspace = workspace;
        this.weights = NamedTensors.of(weights, workspace);
        this.gradients = this.weights.zeros();
        this.program = program;
        INDArray given = workspace.array(input, input.length);
        this.batch = () -> given;
        this.outputError = workspace.array(Numbers.normal("e", outputs, 1e-5), outputs);
        this.state = state;
    }

    /** A model ready to be timed. */
    public static <S extends Record> StepTiming of(
            Model<S> model, S settings, Shapes shapes, PlainWeights weights, float[] input, int workers) {
        Dims dims = model.complete(settings, model.dims(settings), shapes);
        TestWorkspace workspace = new TestWorkspace(workers);
        int outputs =
                Arrays.stream(model.outputShape(settings, dims, shapes)).reduce(shapes.samples(), Math::multiplyExact);
        int longest = weights.layout().parameters().stream()
                .mapToInt(Parameter::length)
                .max()
                .orElse(0);
        Program program = model.prepare(settings, dims, shapes, workspace);
        System.out.printf(
                Locale.ROOT,
                "%s: %,d parameters, %.2f GFLOP per step%n",
                shapes,
                weights.layout().trainedEntries(),
                model.cost(settings, dims, shapes).trainingFlops() / 1e9);
        return new StepTiming(workspace, weights, program, input, outputs, new float[4][longest]);
    }

    private void forward(boolean training) {
        program.forward(weights, batch, training ? RecordedPass.ofTraining() : RecordedPass.ofEvaluation());
    }

    private void backward() {
        program.backward(weights, outputError, gradients);
    }

    /** Adam on heap arrays, a pass over memory per tensor, single-threaded; it also zeroes the gradients. */
    private void update() {
        for (String name : weights.names()) {
            float[] gradient = gradients.values(name);
            adam(state[0], state[1], state[2], gradient, gradient.length);
            Arrays.fill(gradient, 0f);
            TestWorkspace.write(gradients.get(name), gradient);
        }
    }

    private static void adam(float[] p, float[] m, float[] v, float[] g, int n) {
        for (int i = 0; i < n; i++) {
            m[i] = 0.9f * m[i] + 0.1f * g[i];
            v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
            p[i] -= 1e-5f * m[i] / ((float) Math.sqrt(v[i]) + 1e-8f);
        }
    }

    /** Prints the times. */
    public void print(int steps) {
        time("forward", steps, () -> forward(false));
        time("forward, training", steps, () -> forward(true));
        time("forward, backward", steps, () -> {
            forward(true);
            backward();
        });
        time("with Adam", steps, () -> {
            forward(true);
            backward();
            update();
        });
    }

    /** Prints how long a piece of work takes. */
    public static void time(String what, int steps, Runnable work) {
        for (int i = 0; i < 20; i++) {
            work.run();
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] wall = new double[steps];
        double[] processor = new double[steps];
        for (int i = 0; i < steps; i++) {
            long start = System.nanoTime();
            long began = threads.getCurrentThreadCpuTime();
            work.run();
            processor[i] = (threads.getCurrentThreadCpuTime() - began) / 1e6;
            wall[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(wall);
        Arrays.sort(processor);
        System.out.printf(
                Locale.ROOT,
                "%-18s wall min %8.2f  median %8.2f   processor min %8.2f  median %8.2f ms%n",
                what,
                wall[0],
                wall[steps / 2],
                processor[0],
                processor[steps / 2]);
    }

    @Override
    public void close() {
        program.close();
        workspace.close();
    }
}
