package org.espalier.models;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.model.Batch;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.RecordedPass;
import org.espalier.testkit.model.TestWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Milliseconds of forward and of forward with backward and Adam for an operator of some size; a program, not a test.
 *
 * <p>Run it from the project's root, with the arguments n1 n2 width modes batch workers steps (n1 = 1 for a line):
 *
 * <pre>{@code
 * mvn -q -pl bundles/models -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath.txt
 * java -Xmx4g -cp "bundles/models/target/classes:bundles/models/target/test-classes:$(cat bundles/models/target/classpath.txt)" \
 *     org.espalier.models.FnoStepTiming 64 64 32 12 20 2 40
 * }</pre>
 *
 * <p>OpenBLAS chooses its kernels by the processor's family and takes the slowest for one that is younger than itself: there, set {@code
 * OPENBLAS_CORETYPE} to SkylakeX (AVX-512) or Haswell (AVX2); {@code OPENBLAS_VERBOSE=2} prints the choice.
 * <p>On a shared machine compare minima of runs that alternate with what they are compared to; on a busy one, the processor time of
 * the calling thread with one worker.
 */
public final class FnoStepTiming {
    private static final int LAYERS = 4;
    private static final int HIDDEN = 128;
    private final TestWorkspace workspace;
    private final NamedTensors weights;
    private final NamedTensors gradients;
    private final Program program;
    private final Batch batch;
    private final INDArray outputError;
    private final float[][] state;

    private FnoStepTiming(int[] sizes) {
        int[] grid = sizes[0] == 1 ? new int[] {sizes[1]} : new int[] {sizes[0], sizes[1]};
        int samples = sizes[4];
        int points = sizes[0] * sizes[1];
        FnoSettings settings = new FnoSettings(sizes[2], LAYERS, sizes[3], sizes[3], HIDDEN);
        FnoModel model = grid.length == 1 ? new Fno1d() : new Fno2d();
        int[] shape = Arrays.copyOf(grid, grid.length + 1);
        shape[grid.length] = 1;
        Shapes shapes = Shapes.of(samples, shape, shape);
        Dims dims = model.complete(settings, model.dims(settings), shapes);
        Layout layout = model.layout(settings, dims, shapes);
        this.workspace = new TestWorkspace(sizes[5]);
        this.weights = NamedTensors.of(FnoRig.weights(layout), workspace);
        this.gradients = weights.zeros();
        this.program = model.prepare(settings, dims, shapes, workspace);
        INDArray input = workspace.array(Numbers.normal("a", samples * points, 1), (long) samples * points);
        this.batch = () -> input;
        this.outputError = workspace.array(Numbers.normal("e", samples * points, 1e-5), (long) samples * points);
        this.state = new float[4]
                [layout.parameters().stream().mapToInt(Parameter::length).max().orElse(0)];
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

    private static void time(String what, int steps, Runnable work) {
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

    /** Prints the times. */
    public static void main(String[] arguments) {
        int[] sizes = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        FnoStepTiming timing = new FnoStepTiming(sizes);
        int steps = sizes[6];
        time("forward", steps, () -> timing.forward(false));
        time("forward, training", steps, () -> timing.forward(true));
        time("forward, backward", steps, () -> {
            timing.forward(true);
            timing.backward();
        });
        time("with Adam", steps, () -> {
            timing.forward(true);
            timing.backward();
            timing.update();
        });
        timing.workspace.close();
    }
}
