package org.espalier.api.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

/** On what occasion entries are born, and what the layout says of it. */
class SilenceTest {
    private static Parameter matrix(int out, int in) {
        Dim made = Dim.of("made", DimKind.WIDTH, out, 9);
        Dim used = Dim.of("used", DimKind.WIDTH, in, 9);
        return Parameter.trained("w", Init.normal(1), Axis.of(Role.PRODUCES, made), Axis.of(Role.CONSUMES, used))
                .grownBy(Init.uniform(1))
                .appendedBy(Init.zero())
                .silentAlong(Role.CONSUMES);
    }

    private record Born(Parameter parameter, Region region, boolean atBirth) implements Newborn {
        @Override
        public Layout layout() {
            return Layout.of(parameter);
        }

        @Override
        public float[] values() {
            return new float[parameter.length()];
        }

        @Override
        public RandomStream random() {
            return RandomStream.of(1, "w");
        }
    }

    private static Newborn grown(Parameter before, Parameter after) {
        return new Born(after, Region.grown(before, after), false);
    }

    private static List<String> silent(Newborn newborn) {
        Silence silence = Silence.of(newborn);
        List<String> entries = new ArrayList<>();
        newborn.region().forEach((flat, index) -> {
            if (silence.at(index)) {
                entries.add(index[0] + "," + index[1]);
            }
        });
        return entries;
    }

    @Test
    void newIndicesAlongASilentAxisAreSilentAndOthersAreNot() {
        assertEquals(List.of("0,2", "1,2"), silent(grown(matrix(2, 2), matrix(2, 3))));
        assertEquals(List.of(), silent(grown(matrix(2, 2), matrix(3, 2))));
        assertEquals(List.of("0,2", "1,2", "2,2"), silent(grown(matrix(2, 2), matrix(3, 3))));
    }

    @Test
    void ofAWholeParameterNothingIsSilent() {
        Parameter whole = matrix(2, 3);
        assertEquals(List.of(), silent(new Born(whole, Region.all(whole), true)));
        assertEquals(List.of(), silent(new Born(whole, Region.all(whole), false)));
        Parameter scalar = Parameter.trained("s", Init.zero());
        assertFalse(Silence.of(new Born(scalar, Region.all(scalar), true)).at(new int[] {0}));
    }

    @Test
    void theLayoutsRuleIsThatOfTheOccasion() {
        Parameter whole = matrix(2, 3);
        Newborn first = new Born(whole, Region.all(whole), true);
        Newborn appended = new Born(whole, Region.all(whole), false);
        Newborn grown = grown(matrix(2, 2), whole);
        assertEquals(Init.normal(1), first.rule());
        assertEquals(Init.zero(), appended.rule());
        assertEquals(Init.uniform(1), grown.rule());
        assertTrue(first.whole() && appended.whole());
        assertFalse(grown.whole());
    }
}
