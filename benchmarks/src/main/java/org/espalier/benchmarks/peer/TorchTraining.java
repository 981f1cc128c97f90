package org.espalier.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What every class that libtorch trains has beside a {@code forward} from inputs and targets to a loss: {@code gradients} (forward and
 * backward) and {@code step} (all of it, in one call and with libtorch's fused Adam).
 */
final class TorchTraining {
    private static final String FIRST = "first_";
    private static final String SECOND = "second_";
    private static final String UPDATES = "updates";

    private static final String METHODS =
            """
              def gradients(self: Self, x: Tensor, y: Tensor) -> Tensor:
                torch.set_grad_enabled(True)
                loss = self.forward(x, y)
                torch.backward(loss)
                torch.set_grad_enabled(False)
                for g in [GRADIENTS]:
                  torch.zero_(g)
                return torch.detach(loss)
              def step(self: Self, x: Tensor, y: Tensor) -> Tensor:
                torch.set_grad_enabled(True)
                loss = self.forward(x, y)
                torch.backward(loss)
                torch.set_grad_enabled(False)
                gradients = [GRADIENTS]
                torch.add_(self.updates, 1)
                torch._fused_adam_([PARAMETERS], gradients, [FIRST], [SECOND], annotate(List[Tensor], []), [UPDATES], lr=RATE, beta1=0.90000000000000002, beta2=0.999, weight_decay=0., eps=1e-08, amsgrad=False, maximize=False)
                for g in gradients:
                  torch.zero_(g)
                return torch.detach(loss)
            """;

    private TorchTraining() {}

    /**
     * Writes an archive whose tensors are all there but Adam's.
     *
     * @param methods of the class, {@code forward} among them
     * @param rate    Adam's
     */
    static void write(TorchArchive archive, String methods, double rate, Path file) throws IOException {
        archive.zeros(FIRST);
        archive.zeros(SECOND);
        archive.buffer(UPDATES, new int[] {}, new float[] {0});
        archive.write(file, methods + methods(archive.parameters(), rate));
    }

    private static String methods(List<String> parameters, double rate) {
        return METHODS.replace("GRADIENTS", list(parameters, name -> "ops.prim.grad(self." + name + ")"))
                .replace("PARAMETERS", list(parameters, name -> "self." + name))
                .replace("FIRST", numbered(parameters.size(), "self." + FIRST))
                .replace("SECOND", numbered(parameters.size(), "self." + SECOND))
                .replace("UPDATES", list(parameters, name -> "self." + UPDATES))
                .replace("RATE", Double.toString(rate));
    }

    private static String list(List<String> names, UnaryOperator<String> form) {
        return names.stream().map(form).collect(Collectors.joining(", "));
    }

    private static String numbered(int count, String prefix) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(", "));
    }
}
