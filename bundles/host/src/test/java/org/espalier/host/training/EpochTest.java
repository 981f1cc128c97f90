package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.support.AugmentedData;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.TinyData;
import org.espalier.host.support.TinyRun;
import org.junit.jupiter.api.Test;

class EpochTest {
    private static final int SAMPLES = 50;

    @Test
    void anEpochTakesEverySampleOnceItsLastBatchBeingShort() throws Exception {
        Noting data = new Noting();
        try (Trainer trainer = new TinyRun().data(data).begin(new RecordedLog())) {
            List<Integer> first = epoch(trainer, data);
            List<Integer> second = epoch(trainer, data);
            assertNotEquals(first, second, "each epoch has its own order");
        }
    }

    @Test
    void everyEpochOfARunHasDrawsOfItsOwnForEverySample() throws Exception {
        AugmentedData data = new AugmentedData();
        AugmentedData again = new AugmentedData();
        try (Trainer trainer = new TinyRun().data(data).begin(new RecordedLog());
                Trainer twin = new TinyRun().data(again).begin(new RecordedLog())) {
            Set<Float> seen = new HashSet<>();
            for (int epoch = 1; epoch <= 3; epoch++) {
                for (int step = 0; step < 7; step++) {
                    trainer.step();
                    twin.step();
                }
                assertEquals(data.added(), again.added(), "equal seeds, equal draws");
                seen.addAll(data.added().values());
                assertEquals(epoch * SAMPLES, seen.size());
            }
        }
    }

    /** Batches of eight: six whole ones and one of two. */
    private static List<Integer> epoch(Trainer trainer, Noting data) throws DivergedException {
        data.taken.clear();
        for (int step = 0; step < 7; step++) {
            trainer.step();
            assertEquals(Math.min(SAMPLES, 8 * (step + 1)), data.taken.size());
        }
        List<Integer> taken = List.copyOf(data.taken);
        assertEquals(
                IntStream.range(0, SAMPLES).boxed().toList(),
                taken.stream().sorted().toList());
        return taken;
    }

    /** The small map, and which of its training samples were taken. */
    private static final class Noting extends DelegatingDataset {
        private final List<Integer> taken = Collections.synchronizedList(new ArrayList<>());

        Noting() {
            super(new TinyData(SAMPLES));
        }

        @Override
        public void readForTraining(
                int index, RandomStream draws, Dims dims, float[] input, int inputAt, float[] target, int targetAt) {
            taken.add(index);
            super.readForTraining(index, draws, dims, input, inputAt, target, targetAt);
        }
    }
}
