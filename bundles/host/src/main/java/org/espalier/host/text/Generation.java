package org.espalier.host.text;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.run.GenerationRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.host.training.OneByOne;
import org.espalier.settings.OneLine;

/**
 * A model going on with a text. It is asked anew for every token, with the text so far from the first position on; what lies behind the
 * last token, zeros, it does not see. A text longer than the model's positions is seen by its end alone.
 */
public final class Generation {
    private static final String VERB = "predict";
    /** What stands before a text that has no beginning: the end of a line. */
    private static final byte[] LINE = {'\n'};

    private final GenerationRequest request;
    private final Tokenizer tokenizer;
    private final int vocabulary;

    /** What is asked for, of data with these tokens. */
    public Generation(GenerationRequest request, Tokenizer tokenizer, int vocabulary) {
        this.request = request;
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
    }

    /** Refuses numbers that mean nothing. */
    public static void check(GenerationRequest request) throws RefusedException {
        if (request.length() < 1) {
            throw new RefusedException(
                    VERB, "--length", request.length() + " is below 1; say how many tokens to write");
        }
        if (!(request.temperature() >= 0 && request.temperature() < Double.POSITIVE_INFINITY)) {
            throw new RefusedException(
                    VERB,
                    "--temperature",
                    request.temperature() + " is no number from 0 on; 0 takes the likeliest token, 1 draws as learned");
        }
        if (request.topK() < 0) {
            throw new RefusedException(
                    VERB, "--top-k", request.topK() + " is below 0; say among how many tokens to draw, 0 for all");
        }
    }

    /**
     * Draws tokens and hands out their bytes.
     *
     * @param model gives [positions, vocabulary] for an input of positions
     * @return how many there were
     */
    public int write(OneByOne model, Predicate<byte[]> written) throws RefusedException, InterruptedException {
        float[] window = model.input();
        int[] given = asked(() -> tokenizer.encode(request.text().length == 0 ? LINE : request.text()));
        if (given.length == 0) {
            throw new RefusedException(VERB, "--text", "the data's tokenizer has no token for it");
        }
        int held = Math.min(given.length, window.length);
        for (int i = 0; i < held; i++) {
            window[i] = given[given.length - held + i];
        }
        Arrays.fill(window, held, window.length, 0);
        Sampling sampling = new Sampling(request.temperature(), request.topK());
        RandomStream draws = RandomStream.of(request.seed(), "generate");
        for (int count = 1; count <= request.length(); count++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted after " + (count - 1) + " tokens");
            }
            int token = sampling.draw(model.outputs(), (held - 1) * vocabulary, vocabulary, draws.uniform(count - 1));
            if (token < 0) {
                throw new RefusedException(
                        request.checkpoint().toString(),
                        "",
                        "the model's scores are no finite numbers; it has diverged: take an earlier checkpoint, RUN@STEP");
            }
            byte[] bytes = asked(() -> tokenizer.decode(token));
            if (!written.test(bytes)) {
                return count;
            }
            if (held == window.length) {
                System.arraycopy(window, 1, window, 0, held - 1);
                held--;
            }
            window[held++] = token;
        }
        return request.length();
    }

    private static <T> T asked(Supplier<T> question) throws RefusedException {
        try {
            return Objects.requireNonNull(question.get(), "null");
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new RefusedException(VERB, "--text", OneLine.whole("the data's tokenizer threw " + e));
        }
    }
}
