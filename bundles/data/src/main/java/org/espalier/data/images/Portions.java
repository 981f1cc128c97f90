package org.espalier.data.images;

import org.espalier.api.data.DataException;
import org.espalier.data.generated.Counts;

/**
 * How many samples a job takes of those that files hold: training samples from the beginning of what is to be trained on,
 * validation samples from its end, test samples from the beginning of what is to be tested on.
 *
 * @param train      0 for all that are not validation's
 * @param validation at least 1
 * @param test       0 for all
 */
public record Portions(int train, int validation, int test) {
    /**
     * The samples of each split.
     *
     * @param training what is trained on, for refusals, and how many images it has
     * @param testing  what is tested on likewise
     * @throws DataException if there are too few
     */
    public Counts of(String training, int trainingImages, String testing, int testImages) throws DataException {
        int left = trainingImages - validation;
        if (left < Math.max(1, train)) {
            throw new DataException(
                    training,
                    "has " + trainingImages + " images, too few for validation: " + validation + " and "
                            + (train == 0 ? "one to train on" : "train: " + train) + "; ask for fewer");
        }
        if (testImages < test) {
            throw new DataException(
                    testing, "has " + testImages + " images, fewer than test: " + test + "; ask for fewer");
        }
        return new Counts(train == 0 ? left : train, validation, test == 0 ? testImages : test);
    }
}
