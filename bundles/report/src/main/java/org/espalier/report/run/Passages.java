package org.espalier.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.espalier.arrays.Npy;
import org.espalier.arrays.NpyException;
import org.espalier.arrays.NpyHeader;

/**
 * Samples that are sequences of tokens, as the network was given and predicted them.
 *
 * @param vocabulary tokens that there are
 * @param first      the first token of each, which nobody predicted
 * @param next       the tokens after it, [samples, positions]
 * @param bits       by how many bits each of these was a surprise, −log₂ of its probability
 * @param likeliest  what was predicted in the place of each
 * @param texts      what tokens mean, as far as it is known
 */
public record Passages(
        int vocabulary, int[] first, int[][] next, double[][] bits, int[][] likeliest, Map<Integer, String> texts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether a folder's samples are sequences: one number per position as target, scores of several tokens as prediction. */
    static boolean are(Path folder) throws IOException {
        long[] target = NpyHeader.read(folder.resolve("target.npy")).shape();
        long[] prediction = NpyHeader.read(folder.resolve("prediction.npy")).shape();
        return target.length == 3 && target[2] == 1 && prediction.length == 3 && prediction[2] > 1;
    }

    /** No passages. */
    static Passages none() {
        return new Passages(0, new int[0], new int[0][], new double[0][], new int[0][], Map.of());
    }

    static Passages read(Path folder) throws IOException {
        Path file = folder.resolve("prediction.npy");
        long[] shape = NpyHeader.read(file).shape();
        long[] like = NpyHeader.read(folder.resolve("target.npy")).shape();
        long[] given = NpyHeader.read(folder.resolve("input.npy")).shape();
        if (!Arrays.equals(like, given) || shape[0] != like[0] || shape[1] != like[1] || like[1] < 1) {
            throw new NpyException(
                    file,
                    "shape",
                    0,
                    Arrays.toString(shape) + " does not go with targets of " + Arrays.toString(like) + " and inputs of "
                            + Arrays.toString(given));
        }
        int count = Math.toIntExact(shape[0]);
        int positions = Math.toIntExact(shape[1]);
        int vocabulary = Math.toIntExact(shape[2]);
        float[] input = Npy.read(folder.resolve("input.npy"), 0, count);
        float[] target = Npy.read(folder.resolve("target.npy"), 0, count);
        float[] scores = Npy.read(file, 0, count);
        int[] first = new int[count];
        int[][] next = new int[count][positions];
        double[][] bits = new double[count][positions];
        int[][] likeliest = new int[count][positions];
        for (int row = 0; row < count * positions; row++) {
            int sample = row / positions;
            int position = row % positions;
            int token = token(folder.resolve("target.npy"), target[row], vocabulary);
            first[sample] = token(folder.resolve("input.npy"), input[sample * positions], vocabulary);
            next[sample][position] = token;
            likeliest[sample][position] = largest(scores, row * vocabulary, vocabulary);
            bits[sample][position] = bits(scores, row * vocabulary, vocabulary, token, likeliest[sample][position]);
        }
        return new Passages(vocabulary, first, next, bits, likeliest, texts(folder.resolve("tokens.json")));
    }

    private static Map<Integer, String> texts(Path file) throws IOException {
        Map<Integer, String> texts = new HashMap<>();
        if (Files.exists(file)) {
            for (Map.Entry<String, JsonNode> field :
                    JSON.readTree(Files.readString(file)).properties()) {
                if (field.getKey().matches("[0-9]{1,9}")) {
                    texts.put(Integer.valueOf(field.getKey()), field.getValue().asText());
                }
            }
        }
        return texts;
    }

    private static int token(Path file, float value, int vocabulary) throws NpyException {
        int token = (int) value;
        if (token != value || token < 0 || token >= vocabulary) {
            throw new NpyException(file, "values", 0, value + " is no token from 0 to " + (vocabulary - 1));
        }
        return token;
    }

    private static double bits(float[] scores, int from, int count, int token, int largest) {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += Math.exp((double) scores[from + i] - scores[from + largest]);
        return (Math.log(sum) + scores[from + largest] - scores[from + token]) / Math.log(2);
    }

    private static int largest(float[] scores, int from, int count) {
        int largest = 0;
        for (int i = 1; i < count; i++) if (scores[from + i] > scores[from + largest]) largest = i;
        return largest;
    }

    /** How many there are. */
    public int count() {
        return first.length;
    }

    /** The mean of a passage's surprises, in bits per token. */
    public double mean(int sample) {
        return Arrays.stream(bits[sample]).average().orElse(Double.NaN);
    }
}
