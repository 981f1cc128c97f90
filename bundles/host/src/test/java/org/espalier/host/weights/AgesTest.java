package org.espalier.host.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.junit.jupiter.api.Test;

class AgesTest {
    private static Parameter matrix(int rows, int columns) {
        return Parameter.trained("w", Init.zero(), Axis.fixed(Role.PRODUCES, rows), Axis.fixed(Role.CONSUMES, columns));
    }

    private static List<String> spans(Ages ages, int longest) {
        List<String> spans = new ArrayList<>();
        ages.spans(longest, (from, to, birth) -> spans.add(from + "-" + to + "@" + birth));
        return spans;
    }

    @Test
    void entriesOfOneBirthAreOneSpan() {
        assertEquals(List.of("0-6@0"), spans(Ages.bornAt(matrix(2, 3), 0), 100));
        assertEquals(List.of("0-4@7", "4-6@7"), spans(Ages.bornAt(matrix(2, 3), 7), 4));
    }

    @Test
    void anEntryIsAsOldAsTheYoungestOfItsIndices() {
        Ages grown = Ages.bornAt(matrix(2, 2), 0).rebuilt(new int[][] {{0, 1, -1}, {0, 1, -1}}, 5);
        assertEquals(List.of("0-2@0", "2-3@5", "3-5@0", "5-9@5"), spans(grown, 100));
    }

    @Test
    void spansCoverEveryEntryOnceWhateverTheirLength() {
        Ages grown = Ages.bornAt(matrix(3, 5), 2).rebuilt(new int[][] {{0, -1, 2}, {4, 3, 2, 1, 0}}, 9);
        for (int longest = 1; longest < 20; longest++) {
            int[] seen = new int[15];
            int most = longest;
            grown.spans(longest, (from, to, birth) -> {
                assertTrue(to - from <= most);
                for (int i = from; i < to; i++) {
                    seen[i]++;
                    assertEquals(i / 5 == 1 ? 9 : 2, birth);
                }
            });
            for (int count : seen) {
                assertEquals(1, count);
            }
        }
    }

    @Test
    void aScalarHasOneAge() {
        assertEquals(List.of("0-1@3"), spans(Ages.bornAt(Parameter.trained("s", Init.zero()), 3), 10));
    }

    @Test
    void birthsSurviveSavingAndReading() {
        Ages grown = Ages.bornAt(matrix(2, 2), 1).rebuilt(new int[][] {{0, 1}, {0, 1, -1}}, 8);
        assertEquals(spans(grown, 100), spans(Ages.of(grown.births()), 100));
    }
}
