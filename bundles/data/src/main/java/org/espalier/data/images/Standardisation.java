package org.espalier.data.images;

import java.util.List;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.plugin.SettingsException;

/**
 * What becomes of a byte: (byte/255 − mean)/std, with a mean and a standard deviation for each channel. Without any it is
 * byte/255, and the host fits them on the training samples.
 *
 * @param mean one per channel, or none
 * @param std  one per channel, or none
 */
public record Standardisation(List<Double> mean, List<Double> std) {
    private static final int BYTES = 256;

    /** Keeps copies. */
    public Standardisation {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** That of settings, which are refused by key if there are not as many as channels, or only one of the two. */
    public static Standardisation of(List<Double> mean, List<Double> std, int channels) {
        int wanted = mean.isEmpty() && std.isEmpty() ? 0 : channels;
        check("mean", mean, wanted);
        check("std", std, wanted);
        return new Standardisation(mean, std);
    }

    private static void check(String key, List<Double> values, int wanted) {
        if (values.size() != wanted) {
            throw new SettingsException(
                    key,
                    values,
                    "mean and std want a number for each channel, " + wanted
                            + " each, or none at all, which fits them on the training samples");
        }
    }

    /** The host's own. */
    public static Standardisation fitted() {
        return new Standardisation(List.of(), List.of());
    }

    /** The number for every byte, by channel. */
    float[][] tables(int channels) {
        float[][] tables = new float[channels][BYTES];
        for (int channel = 0; channel < channels; channel++) {
            for (int value = 0; value < BYTES; value++) {
                double share = value / 255.0;
                tables[channel][value] =
                        (float) (mean.isEmpty() ? share : (share - mean.get(channel)) / std.get(channel));
            }
        }
        return tables;
    }

    /** The card with what the host is to do. */
    DatasetCard on(DatasetCard card) {
        return mean.isEmpty()
                ? card.targetTakenAsIs()
                : card.takenAsIs().from("mean", mean.toString()).from("std", std.toString());
    }
}
