package org.espalier.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A GPT in TorchScript with libtorch's own fused attention, and its loss, to be trained by Adam. */
final class GptScript {
    private static final String BLOCK =
            """
                m = torch.linear(torch.layer_norm(h, [WIDTH], self.b#_l1w, self.b#_l1b), self.b#_qkvw, self.b#_qkvb)
                m = torch.permute(torch.view(m, [BATCH, CONTEXT, 3, HEADS, SIZE]), [2, 0, 3, 1, 4])
                a = torch.scaled_dot_product_attention(torch.select(m, 0, 0), torch.select(m, 0, 1), torch.select(m, 0, 2), None, 0., True)
                a = torch.reshape(torch.transpose(a, 1, 2), [BATCH, CONTEXT, WIDTH])
                h = torch.add(h, torch.linear(a, self.b#_ow, self.b#_ob))
                m = torch.gelu(torch.linear(torch.layer_norm(h, [WIDTH], self.b#_l2w, self.b#_l2b), self.b#_f1w, self.b#_f1b))
                h = torch.add(h, torch.linear(m, self.b#_f2w, self.b#_f2b))
            """;

    private static final String METHODS =
            """
              def forward(self: Self, x: Tensor, y: Tensor) -> Tensor:
                h = torch.add(torch.embedding(self.wte, x), self.wpe)
            BLOCKS    h = torch.layer_norm(h, [WIDTH], self.lnw, self.lnb)
                s = torch.view(torch.linear(h, self.wte), [ROWS, TOKENS])
                return torch.cross_entropy_loss(s, torch.view(y, [ROWS]))
            """;

    private final TorchArchive archive = new TorchArchive("Gpt");
    private final GptSize size;
    private final double rate;

    private GptScript(GptSize size, double rate) {
        this.size = size;
        this.rate = rate;
    }

    /** Writes the archive of a GPT of that size, with the weights that {@link GptWeights} draws. */
    static void write(GptSize size, double rate, Path file) throws IOException {
        new GptScript(size, rate).write(file);
    }

    private void write(Path file) throws IOException {
        int width = size.width();
        drawn("wte", size.tokens(), width);
        drawn("wpe", size.context(), width);
        for (int i = 0; i < size.layers(); i++) {
            String block = "b" + i + "_";
            norm(block + "l1");
            linear(block + "qkv", 3 * width, width);
            linear(block + "o", width, width);
            norm(block + "l2");
            linear(block + "f1", 4 * width, width);
            linear(block + "f2", width, 4 * width);
        }
        norm("ln");
        TorchTraining.write(archive, methods(), rate, file);
    }

    private void linear(String name, int out, int in) {
        drawn(name + "w", out, in);
        parameter(name + "b", 0, out);
    }

    private void norm(String name) {
        parameter(name + "w", 1, size.width());
        parameter(name + "b", 0, size.width());
    }

    private void parameter(String name, float value, int length) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        archive.parameter(name, new int[] {length}, values);
    }

    private void drawn(String name, int rows, int columns) {
        archive.parameter(name, new int[] {rows, columns}, GptWeights.drawn(name, rows, columns));
    }

    private String methods() {
        String blocks = IntStream.range(0, size.layers())
                .mapToObj(i -> BLOCK.replace("#", Integer.toString(i)))
                .collect(Collectors.joining());
        return METHODS.replace("BLOCKS", blocks)
                .replace("WIDTH", Integer.toString(size.width()))
                .replace("BATCH", Integer.toString(size.batch()))
                .replace("CONTEXT", Integer.toString(size.context()))
                .replace("HEADS", Integer.toString(size.heads()))
                .replace("SIZE", Integer.toString(size.width() / size.heads()))
                .replace("ROWS", Integer.toString(size.batch() * size.context()))
                .replace("TOKENS", Integer.toString(size.tokens()));
    }
}
