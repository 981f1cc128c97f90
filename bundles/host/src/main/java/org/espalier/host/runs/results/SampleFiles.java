package org.espalier.host.runs.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.growth.Dims;
import org.espalier.arrays.Npy;
import org.espalier.host.store.Json;
import org.espalier.host.store.RunDirectory;
import org.espalier.host.training.Outputs;
import org.espalier.host.training.Trainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few test samples with the model's predictions, as physical values in .npy files for reports. */
public final class SampleFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SampleFiles.class);
    private static final int BYTES = 256;

    /** Fields are looked at one by one, what has a row of numbers as target as a cloud. */
    private static final int MOST_FIELDS = 4;

    private static final int MOST_POINTS = 400;

    /** Of passages, whose predictions have a score for every token of the vocabulary: as many as fit in 64 MB, one at least. */
    private static final long MOST_SCORES = 1 << 24;

    private final RunDirectory directory;
    private final Dataset data;
    private final Trainer trainer;

    /** Files of a run whose trainer has done its last step. */
    public SampleFiles(RunDirectory directory, Dataset data, Trainer trainer) {
        this.directory = directory;
        this.data = data;
        this.trainer = trainer;
    }

    /**
     * Writes samples at these sizes into a folder named by the resolution, and what their tokens mean where these are more than bytes.
     *
     * @param text how text becomes tokens; may fail
     */
    public void write(Dims dims, int resolution, Supplier<Optional<Tokenizer>> text) throws IOException {
        int[] inputShape = data.inputShape(dims);
        int[] targetShape = data.targetShape(dims);
        int samples = Math.min(most(inputShape, targetShape), data.count(Split.TEST));
        int inputLength = length(inputShape);
        int targetLength = length(targetShape);
        float[] input = new float[samples * inputLength];
        float[] target = new float[samples * targetLength];
        for (int i = 0; i < samples; i++) {
            data.read(Split.TEST, i, dims, input, i * inputLength, target, i * targetLength);
        }
        Path folder = Files.createDirectories(directory.samples().resolve(Integer.toString(resolution)));
        Npy.write(folder.resolve("input.npy"), with(samples, inputShape), input);
        Npy.write(folder.resolve("target.npy"), with(samples, targetShape), target);
        Outputs outputs = trainer.predict(Split.TEST, samples, dims);
        Npy.write(folder.resolve("prediction.npy"), outputs.shape(), outputs.values());
        if (data.vocabulary() > BYTES) {
            writeTokens(folder, text, input, target, outputs.values());
        }
    }

    private void writeTokens(
            Path folder, Supplier<Optional<Tokenizer>> text, float[] input, float[] target, float[] scores)
            throws IOException {
        TreeSet<Integer> tokens = new TreeSet<>();
        for (int i = 0; i < input.length; i++) {
            tokens.add((int) input[i]);
            tokens.add((int) target[i]);
        }
        int vocabulary = data.vocabulary();
        for (int row = 0; row < scores.length / vocabulary; row++) {
            int likeliest = 0;
            for (int token = 1; token < vocabulary; token++) {
                if (scores[row * vocabulary + token] > scores[row * vocabulary + likeliest]) {
                    likeliest = token;
                }
            }
            tokens.add(likeliest);
        }
        try {
            Optional<Tokenizer> tokenizer = text.get();
            if (tokenizer.isPresent()) {
                Map<String, Object> texts = new LinkedHashMap<>();
                for (int token : tokens) {
                    texts.put(
                            Integer.toString(token), new String(tokenizer.get().decode(token), StandardCharsets.UTF_8));
                }
                Files.writeString(folder.resolve("tokens.json"), Json.pretty(texts));
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the page will show tokens by their numbers: the data's tokenizer failed", e);
        }
    }

    private int most(int[] inputShape, int[] targetShape) {
        int most = targetShape.length == 1 ? MOST_POINTS : MOST_FIELDS;
        long scores = (long) data.vocabulary() * inputShape[0];
        return scores == 0 ? most : (int) Math.max(1, Math.min(most, MOST_SCORES / scores));
    }

    /** Writes what the samples are. */
    public static void writeCard(RunDirectory directory, DatasetCard card, Collection<Integer> trained)
            throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("title", card.title());
        fields.put("input", card.input());
        fields.put("target", card.target());
        fields.put("trained", trained);
        Files.writeString(directory.samples().resolve("card.json"), Json.pretty(fields));
    }

    private static int length(int[] shape) {
        int length = 1;
        for (int axis : shape) {
            length *= axis;
        }
        return length;
    }

    private static int[] with(int samples, int[] shape) {
        int[] all = new int[shape.length + 1];
        all[0] = samples;
        System.arraycopy(shape, 0, all, 1, shape.length);
        return all;
    }
}
