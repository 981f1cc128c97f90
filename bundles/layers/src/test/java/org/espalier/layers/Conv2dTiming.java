package org.espalier.layers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.Numbers;
import org.espalier.testkit.model.TestWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Processor time of convolutions of 64 images on one thread, forward and backward, beside ND4J's operators; a program, not a
 * test. From the project's root:
 *
 * <pre>{@code
 * mvn -q -pl bundles/layers -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath.txt
 * OMP_NUM_THREADS=1 OPENBLAS_CORETYPE=SkylakeX java -Xmx4g -cp \
 *     "bundles/layers/target/classes:bundles/layers/target/test-classes:$(cat bundles/layers/target/classpath.txt)" \
 *     org.espalier.layers.Conv2dTiming
 * }</pre>
 */
public final class Conv2dTiming {
    private static final int SAMPLES = 64;
    private static final int REPEATS = 12;

    private Conv2dTiming() {}

    /** Prints the times of a ResNet's shapes. */
    public static void main(String[] arguments) {
        int[][] shapes = {
            {3, 3, 64, 32, 1},
            {3, 64, 64, 32, 1},
            {3, 64, 64, 16, 1},
            {1, 64, 128, 32, 2},
            {3, 64, 128, 32, 2},
            {3, 128, 128, 16, 1},
            {3, 256, 256, 8, 1},
            {3, 512, 512, 4, 1}
        };
        for (int[] shape : shapes) {
            time(shape[0], shape[1], shape[2], shape[3], shape[4]);
        }
    }

    private static void time(int side, int in, int out, int size, int stride) {
        Raster image = new Raster(size, size);
        Raster made = image.every(stride);
        try (TestWorkspace workspace = new TestWorkspace(1)) {
            Workers workers = new Workers(workspace);
            Weights weights = new Weights(workers);
            Field x = field(workers, image, in);
            Field dx = field(workers, image, in);
            Field y = field(workers, made, out);
            Field dy = field(workers, made, out);
            Conv2d conv = Conv2d.withoutBias(workers, weights, "c", side, stride, image, x, y);
            NamedTensors parameters = new NamedTensors(workspace);
            parameters.with("c.weight", Numbers.normal("w", side * side * in * out, 0.05));
            weights.bind(parameters);
            weights.bindGradients(parameters.zeros());
            int[] how = {side, side, stride, stride, side / 2, side / 2, 1, 1, 0, /* channels last */ 1};
            INDArray input = x.memory().array().reshape(SAMPLES, size, size, in);
            INDArray kernel = parameters.get("c.weight").reshape(side, side, in, out);
            INDArray output = Nd4j.create(SAMPLES, made.height(), made.width(), out);
            DynamicCustomOp forward = DynamicCustomOp.builder("conv2d")
                    .addInputs(input, kernel)
                    .addOutputs(output)
                    .addIntegerArguments(how)
                    .build();
            DynamicCustomOp backward = DynamicCustomOp.builder("conv2d_bp")
                    .addInputs(input, kernel, dy.memory().array().reshape(output.shape()))
                    .addOutputs(input.dup(), kernel.dup())
                    .addIntegerArguments(how)
                    .build();
            System.out.printf(
                    Locale.ROOT,
                    "%d×%d %3d→%-3d at %2d×%-2d stride %d  forward %6.2f  backward %6.2f   operators: forward %6.2f  backward %6.2f ms%n",
                    side,
                    side,
                    in,
                    out,
                    size,
                    size,
                    stride,
                    least(() -> conv.forward(0, 0, SAMPLES)),
                    least(() -> conv.backward(0, 0, SAMPLES, dy, dx)),
                    least(() -> Nd4j.exec(forward)),
                    least(() -> Nd4j.exec(backward)));
        }
    }

    private static Field field(Workers workers, Raster raster, int channels) {
        Field field = Field.allocate(workers, SAMPLES, raster.points(), channels);
        TestWorkspace.write(
                field.memory().array(), Numbers.normal("v" + channels, SAMPLES * raster.points() * channels, 1));
        return field;
    }

    private static double least(Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] times = new double[REPEATS];
        for (int i = 0; i < times.length; i++) {
            long began = threads.getCurrentThreadCpuTime();
            work.run();
            times[i] = (threads.getCurrentThreadCpuTime() - began) / 1e6;
        }
        return Arrays.stream(times).min().orElseThrow();
    }
}
