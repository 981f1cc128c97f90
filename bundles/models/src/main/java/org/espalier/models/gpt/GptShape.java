package org.espalier.models.gpt;

import java.util.Arrays;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;

/**
 * A batch as a GPT sees it: sequences of tokens, each position of which predicts the next.
 *
 * @param samples    sequences in the batch
 * @param positions  tokens of a sequence
 * @param vocabulary tokens that there are
 */
record GptShape(int samples, int positions, int vocabulary) {
    /** Reads shapes [positions] or [positions, 1]; refuses others, and what does not go with the settings. */
    static GptShape of(Shapes batch, GptSettings settings) {
        int positions = positions(batch.input());
        if (positions < 1 || positions != positions(batch.target())) {
            throw new SettingsException(
                    "model.type",
                    "gpt",
                    "it maps tokens [positions, 1] to the tokens after them, but the data has "
                            + Arrays.toString(batch.input()) + " and " + Arrays.toString(batch.target())
                            + " per sample");
        }
        if (settings.context() != 0 && settings.context() != positions) {
            throw new SettingsException(
                    "context",
                    settings.context(),
                    "the data's samples have " + positions
                            + " positions; say as many here and there, or leave it to the data with 0");
        }
        return new GptShape(batch.samples(), positions, vocabulary(batch.vocabulary(), settings.vocabulary()));
    }

    private static int positions(int[] shape) {
        boolean tokens = shape.length == 1 || shape.length == 2 && shape[1] == 1;
        return tokens ? shape[0] : 0;
    }

    private static int vocabulary(int ofData, int ofSettings) {
        if (ofData == 0 && ofSettings == 0) {
            throw new SettingsException("vocabulary", 0, "the data does not say how many tokens it has; say it here");
        }
        if (ofData != 0 && ofSettings != 0 && ofData != ofSettings) {
            throw new SettingsException(
                    "vocabulary",
                    ofSettings,
                    "the data has " + ofData + " tokens; say as many, or leave it to the data with 0");
        }
        return Math.max(ofData, ofSettings);
    }

    /** Positions of all sequences together. */
    int rows() {
        return Math.multiplyExact(samples, positions);
    }
}
