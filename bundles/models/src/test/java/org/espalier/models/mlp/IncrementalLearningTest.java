package org.espalier.models.mlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What deep linear networks learn is of low rank and comes one direction at a time: closed forms against the model's own
 * training.
 *
 * <p>With T = P·S·Qᵀ and W₁ = a·P·Rᵀ, W₂ = a·R·Qᵀ, whatever the orthogonal R, the directions of T do not meet, and each has
 * strength u' = 2u(s − u) from u = a² (Saxe, McClelland, Ganguli, arXiv 1312.6120).
 */
class IncrementalLearningTest {
    private static final int N = 32;
    private static final double[] STRENGTHS = {10, 7, 5, 3.5, 2.5, 1.8};
    private static final SmallMatrix P = SmallMatrix.orthogonal(N, "p");
    private static final SmallMatrix Q = SmallMatrix.orthogonal(N, "q");
    private static final SmallMatrix R = SmallMatrix.orthogonal(N, "r");
    private static final SmallMatrix TARGET =
            P.times(SmallMatrix.diagonal(N, STRENGTHS)).times(Q.transposed());

    /** The strengths that a matrix has along the target's directions. */
    private static double[] along(SmallMatrix product) {
        SmallMatrix turned = P.transposed().times(product).times(Q);
        double[] strengths = new double[STRENGTHS.length];
        Arrays.setAll(strengths, i -> turned.at(i, i));
        return strengths;
    }

    private static double closedForm(double s, double a, double time) {
        double grown = Math.exp(2 * s * time);
        return s * grown / (grown - 1 + s / (a * a));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3})
    void everyDirectionFollowsItsClosedFormAndTheStrongestComeFirst(double a) {
        SmallMatrix first = P.times(R.transposed()).times(a);
        SmallMatrix second = R.times(Q.transposed()).times(a);
        double[] before = new double[STRENGTHS.length];
        double[] half = new double[STRENGTHS.length];
        double farthest = 0;
        try (GradientFlow flow = new GradientFlow(TARGET, 1e-3, first, second)) {
            for (double time = 0.01; time < 3.2; time += 0.01) {
                flow.until(time);
                double[] now = along(flow.product());
                for (int i = 0; i < now.length; i++) {
                    double s = STRENGTHS[i];
                    farthest = Math.max(farthest, Math.abs(now[i] - closedForm(s, a, flow.time())) / s);
                    if (half[i] == 0 && now[i] >= s / 2) {
                        half[i] = flow.time() - 0.01 * (now[i] - s / 2) / (now[i] - before[i]);
                    }
                }
                before = now;
            }
            double[] strengths = along(flow.product());
            Arrays.setAll(strengths, i -> strengths[i] - a * a);
            SmallMatrix update = P.times(SmallMatrix.diagonal(N, strengths)).times(Q.transposed());
            double beside = flow.update().minus(update).singularValues()[0];
            assertTrue(beside <= 0.01 * STRENGTHS[0], "beside the target's directions " + beside);
        }
        assertTrue(farthest <= 0.02, "off the closed form by " + farthest + " of the strength");
        for (int i = 0; i < half.length; i++) {
            double expected = Math.log(STRENGTHS[i] / (a * a) - 1) / (2 * STRENGTHS[i]);
            assertEquals(expected, half[i], 0.03 * expected, "half time of strength " + STRENGTHS[i]);
            assertTrue(i == 0 || half[i] > half[i - 1], "the order of " + Arrays.toString(half));
        }
    }

    /** Numbers of directions that have come, and effective ranks, from the first of them on. */
    private record Course(List<Integer> active, List<Double> effective) {
        static Course of(GradientFlow flow, double every, double end) {
            Course course = new Course(new ArrayList<>(), new ArrayList<>());
            for (double time = every; time <= end; time += every) {
                flow.until(time);
                SmallMatrix update = flow.update();
                if (update.singularValues()[0] >= STRENGTHS[0] / 2) {
                    course.active.add(update.rankAbove(0.05 * STRENGTHS[0]));
                    course.effective.add(update.effectiveRank());
                }
            }
            return course;
        }
    }

    private static GradientFlow drawn(double a, double rate, int matrices) {
        SmallMatrix[] born = new SmallMatrix[matrices];
        Arrays.setAll(born, i -> SmallMatrix.orthogonal(N, "born " + i).times(a));
        return new GradientFlow(TARGET, rate, born);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1})
    void fromASmallBirthThatKnowsNothingOfTheTargetDirectionsStillComeOneAfterAnother(double a) {
        try (GradientFlow flow = drawn(a, 1e-3, 2)) {
            Course course = Course.of(flow, 0.1, 5);
            for (int i = 1; i < course.active.size(); i++) {
                assertTrue(course.active.get(i) >= course.active.get(i - 1), course::toString);
            }
            assertTrue(course.active.get(0) <= 2, course::toString);
            assertEquals(STRENGTHS.length, course.active.get(course.active.size() - 1), course::toString);
            assertTrue(course.effective.stream().allMatch(rank -> rank <= STRENGTHS.length), course::toString);
        }
    }

    /**
     * The limit of the claim: a birth of full size has to unlearn its directions beside the target's, and that is not of low
     * rank.
     */
    @Test
    void fromABirthOfUnitSizeTheUpdateIsNotOfLowRank() {
        try (GradientFlow flow = drawn(1, 1e-3, 2)) {
            Course course = Course.of(flow, 0.1, 5);
            assertTrue(course.effective.stream().allMatch(rank -> rank > 1.5 * STRENGTHS.length), course::toString);
        }
    }

    @Test
    void withThreeMatricesTheRankGoesUpAStaircase() {
        try (GradientFlow flow = drawn(0.01, 2e-3, 3)) {
            Course course = Course.of(flow, 0.5, 22);
            int second = course.active.indexOf(2);
            for (int i = 0; i < course.active.size(); i++) {
                int steps = i < second ? 1 : 2;
                assertEquals(steps, course.active.get(i), course::toString);
                assertEquals(steps, course.effective.get(i), 0.2, course::toString);
            }
            assertTrue(second >= 4 && course.active.size() - second >= 4, () -> "both steps are wide: " + course);
        }
    }
}
