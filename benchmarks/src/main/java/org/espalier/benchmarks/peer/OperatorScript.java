package org.espalier.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.TorchWeights;

/**
 * A Fourier neural operator in TorchScript, by FFT and batched complex products, with its loss, to be trained by Adam; {@code loss} is
 * forward alone, without gradients.
 *
 * <p>Spectral weights are held mode-major and in the order of the transform's rows, so that no step has to permute them.
 */
final class OperatorScript {
    /** The class in the archive. */
    private static final String NAME = "Operator";

    private static final String FORWARD =
            """
              def operator(self: Self, a: Tensor) -> Tensor:
                x = torch.CONV(torch.cat([a, self.grid], 1), self.lift_weight, self.lift_bias)
            LAYERS    h = torch.gelu(torch.CONV(x, self.p1_weight, self.p1_bias))
                return torch.CONV(h, self.p2_weight, self.p2_bias)
              def forward(self: Self, a: Tensor, u: Tensor) -> Tensor:
                error = torch.flatten(torch.sub(self.operator(a), u), 1)
                size = torch.flatten(u, 1)
                return torch.mean(torch.div(torch.norm(error, 2, [1]), torch.norm(size, 2, [1])))
              def loss(self: Self, a: Tensor, u: Tensor) -> Tensor:
                torch.set_grad_enabled(False)
                return self.forward(a, u)
            """;

    private static final String LINE =
            """
              def spectral(self: Self, x: Tensor, w: Tensor) -> Tensor:
                f = torch.slice(torch.fft_rfft(x), 2, 0, MODES)
                z = torch.bmm(torch.permute(f, [2, 0, 1]), torch.view_as_complex(w))
                y = torch.constant_pad_nd(torch.permute(z, [1, 2, 0]), [0, REST])
                return torch.fft_irfft(y, POINTS)
            """;

    private static final String PLANE =
            """
              def spectral(self: Self, x: Tensor, w: Tensor) -> Tensor:
                f = torch.slice(torch.fft_rfft2(x), 3, 0, MODES)
                f = torch.cat([torch.slice(f, 2, 0, MODES), torch.slice(f, 2, -MODES)], 2)
                z = torch.reshape(torch.permute(f, [2, 3, 0, 1]), [ROWS, BATCH, WIDTH])
                z = torch.view(torch.bmm(z, torch.view_as_complex(w)), [BOTH, MODES, BATCH, WIDTH])
                z = torch.permute(z, [2, 3, 0, 1])
                y = torch.zeros([BATCH, WIDTH, POINTS, HALF], dtype=9)
                _0 = torch.copy_(torch.slice(torch.slice(y, 2, 0, MODES), 3, 0, MODES), torch.slice(z, 2, 0, MODES))
                _1 = torch.copy_(torch.slice(torch.slice(y, 2, -MODES), 3, 0, MODES), torch.slice(z, 2, MODES))
                return torch.fft_irfft2(y, [POINTS, POINTS])
            """;

    private OperatorScript() {}

    /** Writes the archive of an operator with these weights, to be trained by Adam at a rate. */
    static void write(OperatorCase operator, TorchWeights weights, double rate, Path file) throws IOException {
        TorchArchive archive = new TorchArchive(NAME);
        for (TorchWeights.Entry entry : weights.entries()) {
            if (entry.name().endsWith(".P") && operator.axes() == 2) {
                archive.parameter(attribute(entry), rowShape(operator), inRowOrder(operator, entry.values()));
            } else {
                archive.parameter(attribute(entry), entry.shape(), entry.values());
            }
        }
        archive.buffer("grid", gridShape(operator), grid(operator));
        TorchTraining.write(archive, methods(operator), rate, file);
    }

    private static String attribute(TorchWeights.Entry entry) {
        return entry.name().replace('.', '_');
    }

    private static String methods(OperatorCase operator) {
        int modes = operator.modes();
        String text = (operator.axes() == 1 ? LINE : PLANE) + FORWARD;
        return text.replace("LAYERS", layers())
                .replace("CONV", operator.axes() == 1 ? "conv1d" : "conv2d")
                .replace("REST", Integer.toString(operator.points() / 2 + 1 - modes))
                .replace("ROWS", Integer.toString(2 * modes * modes))
                .replace("BOTH", Integer.toString(2 * modes))
                .replace("MODES", Integer.toString(modes))
                .replace("BATCH", Integer.toString(operator.batch()))
                .replace("WIDTH", Integer.toString(operator.width()))
                .replace("HALF", Integer.toString(operator.points() / 2 + 1))
                .replace("POINTS", Integer.toString(operator.points()));
    }

    private static String layers() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < OperatorCase.LAYERS; i++) {
            String sum = "torch.add(self.spectral(x, self.spec_" + i + "_P), torch.CONV(x, self.skip_" + i
                    + "_weight, self.skip_" + i + "_bias))";
            text.append("    x = ").append(i < OperatorCase.LAYERS - 1 ? "torch.gelu(" + sum + ")" : sum);
            text.append('\n');
        }
        return text.toString();
    }

    private static int[] rowShape(OperatorCase operator) {
        int modes = operator.modes();
        return new int[] {2 * modes * modes, operator.width(), operator.width(), 2};
    }

    /** [±, k1, …] with row −(j + 1) at index j of the − block → rows as the transform has them: 0 … K − 1, −K … −1. */
    private static float[] inRowOrder(OperatorCase operator, float[] values) {
        int modes = operator.modes();
        int row = values.length / (2 * modes);
        float[] ordered = values.clone();
        for (int j = 0; j < modes; j++) {
            System.arraycopy(values, (modes + j) * row, ordered, (2 * modes - 1 - j) * row, row);
        }
        return ordered;
    }

    private static int[] gridShape(OperatorCase operator) {
        return operator.axes() == 1
                ? new int[] {operator.batch(), 1, operator.points()}
                : new int[] {operator.batch(), 2, operator.points(), operator.points()};
    }

    /** Coordinates i/n of every axis, for every sample. */
    private static float[] grid(OperatorCase operator) {
        int n = operator.points();
        int length = operator.length();
        float[] all = new float[operator.batch() * operator.axes() * length];
        for (int i = 0; i < all.length; i++) {
            int axis = i / length % operator.axes();
            int point = i % length;
            int index = operator.axes() == 2 && axis == 0 ? point / n : point % n;
            all[i] = (float) index / n;
        }
        return all;
    }
}
