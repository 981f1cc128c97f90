package org.espalier.host.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthEntryTest {
    @ParameterizedTest
    @CsvSource({
        "25 steps, 0 steps, 40",
        "25 steps, 60 steps, 40",
        "7 steps, 2 epochs, 10",
        "1 epoch, 0 steps, 12",
        "2 epochs, 30 steps, 12",
        "3 epochs, 4 epochs, 5"
    })
    void theStepThatIsToldIsTheFirstAfterWhichItIsAsked(String every, String after, long perEpoch) {
        GrowthEntry entry = new GrowthEntry(
                "rank",
                new Choice("inrank", Map.of(), "growth.rank"),
                List.of("*"),
                Cadence.parse(every, "every", 1),
                Cadence.parse(after, "after", 0));
        for (long from = 1; from < 150; from++) {
            long first = from;
            while (!entry.due(first, first / perEpoch, first % perEpoch == 0)) {
                first++;
            }
            assertEquals(first, entry.next(from, perEpoch), "from " + from);
        }
    }
}
