package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.support.AugmentedData;
import org.espalier.host.support.TinyData;
import org.junit.jupiter.api.Test;

class ShuffledTargetsTest {
    private static final int SAMPLES = 50;

    private final Dataset data = new TinyData(SAMPLES);

    /** A sample's input and target. */
    private record Sample(float[] input, float[] target) {
        static Sample of(Dataset data, Split split, int index) {
            Sample sample = new Sample(new float[6], new float[5]);
            data.read(split, index, data.dims(), sample.input, 2, sample.target, 3);
            return sample;
        }
    }

    private static Set<String> targets(Dataset data) {
        Set<String> targets = new TreeSet<>();
        for (int i = 0; i < data.count(Split.TRAIN); i++) {
            targets.add(Arrays.toString(Sample.of(data, Split.TRAIN, i).target));
        }
        return targets;
    }

    @Test
    void everyTargetIsThereOnceAndHardlyOneBesideItsInput() {
        Dataset shuffled = new ShuffledTargets(data, 1);
        assertEquals(SAMPLES, targets(data).size());
        assertEquals(targets(data), targets(shuffled));
        long kept = IntStream.range(0, SAMPLES)
                .filter(i -> Arrays.equals(
                        Sample.of(data, Split.TRAIN, i).target, Sample.of(shuffled, Split.TRAIN, i).target))
                .count();
        assertTrue(kept < 5, () -> kept + " kept theirs");
    }

    @Test
    void inputsAndHeldOutSamplesAreAsTheyWere() {
        Dataset shuffled = new ShuffledTargets(data, 1);
        for (int i = 0; i < SAMPLES; i++) {
            assertArrayEquals(Sample.of(data, Split.TRAIN, i).input, Sample.of(shuffled, Split.TRAIN, i).input);
        }
        for (Split split : new Split[] {Split.VALIDATION, Split.TEST}) {
            Sample own = Sample.of(data, split, 3);
            Sample same = Sample.of(shuffled, split, 3);
            assertArrayEquals(own.input, same.input);
            assertArrayEquals(own.target, same.target);
        }
    }

    @Test
    void anEpochSeesItsInputsWithTheTargetsOfOthers() {
        AugmentedData augmented = new AugmentedData();
        Dataset shuffled = new ShuffledTargets(augmented, 1);
        RandomStream draws = RandomStream.of(1, "epoch");
        for (int i = 0; i < SAMPLES; i++) {
            Sample plain = Sample.of(shuffled, Split.TRAIN, i);
            Sample seen = new Sample(new float[6], new float[5]);
            shuffled.readForTraining(i, draws, data.dims(), seen.input, 2, seen.target, 3);
            assertArrayEquals(plain.target, seen.target);
            assertEquals(plain.input[2] + (float) (0.3 * draws.normal(i)), seen.input[2]);
            assertEquals(plain.input[3], seen.input[3]);
        }
    }

    @Test
    void theShufflingFollowsFromTheSeedAlone() {
        float[] first = Sample.of(new ShuffledTargets(data, 1), Split.TRAIN, 0).target;
        assertArrayEquals(first, Sample.of(new ShuffledTargets(data, 1), Split.TRAIN, 0).target);
        long others = IntStream.range(2, 12)
                .filter(seed ->
                        !Arrays.equals(first, Sample.of(new ShuffledTargets(data, seed), Split.TRAIN, 0).target))
                .count();
        assertTrue(others >= 8, () -> "only " + others + " of ten seeds shuffle otherwise");
    }
}
