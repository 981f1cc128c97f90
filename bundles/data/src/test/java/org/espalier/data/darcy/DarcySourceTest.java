package org.espalier.data.darcy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.DataException;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.junit.jupiter.api.Test;

class DarcySourceTest {
    private static final RandomStream DRAWS = RandomStream.of(2026, "darcy/train");

    @Test
    void aSampleIsTheSolutionForItsCoefficientAtIOverN() {
        int points = 8;
        int cells = 32;
        float[] input = new float[points * points];
        float[] target = new float[points * points];
        new DarcyProblem(points, cells).solver().solve(DRAWS.at(3), input, target, 0);

        double[] a = new double[33 * 33];
        new CosineField(cells).draw(DRAWS.at(3), a);
        double[] u = new double[33 * 33];
        double[] f = new double[33 * 33];
        Arrays.fill(f, 1);
        new FlowSolver(cells).solve(Arrays.stream(a).map(v -> v >= 0 ? 12 : 3).toArray(), f, u);
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                int node = i * 4 * 33 + j * 4;
                assertEquals(a[node] >= 0 ? 12f : 3f, input[i * points + j]);
                assertEquals((float) u[node], target[i * points + j]);
                assertTrue(i * j == 0 ? target[i * points + j] == 0 : target[i * points + j] > 0);
            }
        }
    }

    @Test
    void storedGridsUpTo64AreStridesOfOneSolution() {
        float[][] coarse = solve(DarcyProblem.of(16));
        float[][] fine = solve(DarcyProblem.of(64));
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 16; j++) {
                assertEquals(fine[0][4 * i * 64 + 4 * j], coarse[0][i * 16 + j]);
                assertEquals(fine[1][4 * i * 64 + 4 * j], coarse[1][i * 16 + j]);
            }
        }
        assertEquals("128", DarcyProblem.of(64).facts().get("cells"));
        assertEquals("192", DarcyProblem.of(96).facts().get("cells"));
    }

    private static float[][] solve(DarcyProblem problem) {
        float[] input = new float[problem.points() * problem.points()];
        float[] target = new float[input.length];
        problem.solver().solve(DRAWS.at(0), input, target, 0);
        return new float[][] {input, target};
    }

    @Test
    void bothMaterialsCoverHalfOfTheSquareOnAverage() {
        double high = 0;
        int samples = 200;
        var solver = new DarcyProblem(16, 16).solver();
        float[] input = new float[256];
        float[] target = new float[256];
        for (int s = 0; s < samples; s++) {
            solver.solve(DRAWS.at(s), input, target, 0);
            for (float a : input) {
                assertTrue(a == 12 || a == 3);
                high += a == 12 ? 1.0 / (256 * samples) : 0;
            }
        }
        assertEquals(0.5, high, 0.04);
    }

    @Test
    void theDefaultJobStoresTheLargestResolutionOfItsTests() throws DataException {
        var settings = new DarcySource.Settings(32, 800, 200, 200, List.of(32, 64), 2026);
        assertEquals(64, settings.samples().points());
        var outline = new DarcySource().outline(settings, Path.of("."));
        assertEquals(32, outline.dims().size("resolution"));
        assertEquals(2, outline.tests().size());
    }

    @Test
    void moreSamplesThanAnArrayHoldsAreRefusedByKey() {
        var refusal = assertThrows(
                SettingsException.class, () -> new DarcySource.Settings(1024, 1, 1, 100_000, List.of(), 1));
        assertEquals("test", refusal.key());
        assertEquals("100000", refusal.value());
    }
}
