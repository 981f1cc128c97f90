package org.espalier.data.teacher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.Folders;
import org.espalier.data.generated.Counts;
import org.espalier.data.generated.RowOutline;
import org.espalier.data.teacher.TeacherSource.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TeacherTest {
    private static final Counts COUNTS = new Counts(3000, 20, 30);

    private static Dataset asked(Teacher teacher, Target form, double noise, Counts counts, int threads)
            throws DataException, InterruptedException {
        RowOutline outline = TaughtData.outline(teacher.name(), counts, teacher.inputs(), teacher.outputs(), form);
        return new TaughtData(outline, teacher, form, noise, 7, new Folders(Path.of("."), threads));
    }

    private static float[][] sample(Dataset data, Split split, int index) {
        float[] input = new float[data.inputShape(data.dims())[0]];
        float[] target = new float[data.targetShape(data.dims())[0]];
        Arrays.fill(target, 9);
        data.read(split, index, data.dims(), input, 0, target, 0);
        return new float[][] {input, target};
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = values[i];
        return wide;
    }

    private static double[] answer(Teacher teacher, double[] input) {
        double[] output = new double[teacher.outputs()];
        teacher.answer(input, output);
        return output;
    }

    @Test
    void inputsAreStandardNormalAndTargetsAreWhatTheTeacherSaysOfThem() throws Exception {
        Teacher teacher = new TanhTeacher(6, 3, 2, 5, 1);
        Dataset data = asked(teacher, Target.VALUES, 0, COUNTS, 2);
        double[] sum = new double[6];
        double[] squares = new double[6];
        for (int i = 0; i < 3000; i++) {
            float[][] sample = sample(data, Split.TRAIN, i);
            double[] said = answer(teacher, wide(sample[0]));
            for (int k = 0; k < 3; k++) assertEquals((float) said[k], sample[1][k]);
            for (int k = 0; k < 6; k++) {
                sum[k] += sample[0][k] / 3000;
                squares[k] += sample[0][k] * sample[0][k] / 3000;
            }
        }
        for (int k = 0; k < 6; k++) {
            assertEquals(0, sum[k], 0.08);
            assertEquals(1, squares[k], 0.12);
        }
    }

    @Test
    void theNetworkSeesItsInputInThePlantedDirectionsAlone() {
        Teacher teacher = new TanhTeacher(40, 10, 4, 32, 3);
        RandomStream random = RandomStream.of(3, "test");
        double[][] probes = Orthonormal.rows(40, 40, random);
        // The answers to any inputs stay where they are on a subspace of 36 dimensions: gradients span the other 4.
        double[][] gradients = new double[30][40];
        for (int probe = 0; probe < 30; probe++) {
            double[] at = probes[probe].clone();
            for (int i = 0; i < 40; i++) {
                double[] moved = at.clone();
                moved[i] += 1e-5;
                gradients[probe][i] = (answer(teacher, moved)[probe % 10] - answer(teacher, at)[probe % 10]) / 1e-5;
            }
        }
        assertEquals(4, rank(gradients, 1e-3));
    }

    /** The number of rows that are left, by elimination with the longest first. */
    private static int rank(double[][] rows, double tolerance) {
        int rank = 0;
        while (true) {
            double[] longest = rows[0];
            for (double[] row : rows) if (length(row) > length(longest)) longest = row;
            double length = length(longest);
            if (length < tolerance || rank == rows.length) return rank;
            double[] unit = Arrays.stream(longest).map(v -> v / length).toArray();
            for (double[] row : rows) {
                double along = Orthonormal.dot(row, unit);
                for (int i = 0; i < row.length; i++) row[i] -= along * unit[i];
            }
            rank++;
        }
    }

    private static double length(double[] row) {
        return Math.sqrt(Orthonormal.dot(row, row));
    }

    @Test
    void outputsHaveAboutUnitSizeAndNoiseItsOwnStandardDeviation() throws Exception {
        double squares = 0;
        for (int seed = 0; seed < 20; seed++) {
            Dataset data = asked(new TanhTeacher(8, 10, 4, 64, seed), Target.VALUES, 0, new Counts(50, 1, 1), 1);
            for (int i = 0; i < 50; i++) {
                for (float value : sample(data, Split.TRAIN, i)[1]) squares += value * value / (20 * 50 * 10.0);
            }
        }
        assertEquals(1, squares, 0.15);
        Teacher teacher = new TanhTeacher(8, 4, 2, 8, 1);
        Dataset exact = asked(teacher, Target.VALUES, 0, COUNTS, 1);
        Dataset noisy = asked(teacher, Target.VALUES, 0.3, COUNTS, 1);
        double noise = 0;
        for (int i = 0; i < 3000; i++) {
            float[][] one = sample(exact, Split.TRAIN, i);
            float[][] other = sample(noisy, Split.TRAIN, i);
            assertArrayEquals(one[0], other[0]);
            for (int k = 0; k < 4; k++) noise += Math.pow(one[1][k] - other[1][k], 2) / 12000;
        }
        assertEquals(0.3, Math.sqrt(noise), 0.01);
    }

    @Test
    void aClassIsThatOfTheLargestOutputAsARowOrAsALabel() throws Exception {
        Teacher teacher = new TanhTeacher(6, 4, 3, 16, 2);
        Dataset values = asked(teacher, Target.VALUES, 0.2, COUNTS, 1);
        Dataset rows = asked(teacher, Target.ONE_HOT, 0.2, COUNTS, 1);
        Dataset labels = asked(teacher, Target.LABEL, 0.2, COUNTS, 1);
        int[] seen = new int[4];
        for (int i = 0; i < 3000; i++) {
            float[] outputs = sample(values, Split.TRAIN, i)[1];
            int label = (int) sample(labels, Split.TRAIN, i)[1][0];
            for (float output : outputs) assertTrue(output <= outputs[label]);
            float[] row = new float[4];
            row[label] = 1;
            assertArrayEquals(row, sample(rows, Split.TRAIN, i)[1]);
            seen[label]++;
        }
        for (int count : seen) assertTrue(count > 60, Arrays.toString(seen));
        assertFalse(labels.card().normalised(), "classes must be taken as they are");
        assertArrayEquals(new int[] {1}, labels.targetShape(labels.dims()));
    }

    @Test
    void theMatrixHasThePlantedSingularValues() {
        List<Double> spectrum = List.of(3.0, 2.0, 0.5);
        Teacher teacher = new LinearTeacher(7, 5, spectrum, 4);
        double[][] columns = new double[7][];
        for (int i = 0; i < 7; i++) {
            double[] unit = new double[7];
            unit[i] = 1;
            columns[i] = answer(teacher, unit);
        }
        // M·Mᵀ has the traces of its powers from the squares of the singular values, and from nothing else.
        double[][] gram = new double[5][5];
        for (double[] column : columns) {
            for (int i = 0; i < 5; i++) for (int k = 0; k < 5; k++) gram[i][k] += column[i] * column[k];
        }
        double[][] power = gram;
        for (int exponent = 1; exponent <= 5; exponent++) {
            double trace = 0;
            double wanted = 0;
            for (int i = 0; i < 5; i++) trace += power[i][i];
            for (double s : spectrum) wanted += Math.pow(s, 2 * exponent);
            assertEquals(wanted, trace, 1e-9 * wanted);
            double[][] next = new double[5][5];
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) for (int k = 0; k < 5; k++) next[i][j] += power[i][k] * gram[k][j];
            }
            power = next;
        }
    }

    @Test
    void moreSamplesBeginWithTheFewerOnAnyNumberOfThreadsAndSeedsDiffer() throws Exception {
        Dataset few = asked(new TanhTeacher(6, 3, 2, 5, 1), Target.VALUES, 0.1, new Counts(10, 20, 5), 1);
        Dataset more = asked(new TanhTeacher(6, 3, 2, 5, 1), Target.VALUES, 0.1, COUNTS, 4);
        Dataset other = asked(new TanhTeacher(6, 3, 2, 5, 2), Target.VALUES, 0.1, new Counts(10, 20, 5), 1);
        for (int i = 0; i < 10; i++) {
            assertArrayEquals(sample(few, Split.TRAIN, i)[1], sample(more, Split.TRAIN, i)[1]);
            assertArrayEquals(sample(few, Split.VALIDATION, i)[0], sample(more, Split.VALIDATION, i)[0]);
            assertFalse(Arrays.equals(sample(few, Split.TRAIN, i)[1], sample(other, Split.TRAIN, i)[1]));
        }
    }

    @Test
    void settingsThatContradictThemselvesAreRefusedByKey() throws Exception {
        refused("directions", () -> new Settings(3, 10, 4, 32, 0, 8, 8, 8, Target.ONE_HOT, 1));
        refused("directions", () -> new Settings(64, 10, 4, 3, 0, 8, 8, 8, Target.ONE_HOT, 1));
        refused("outputs", () -> new Settings(64, 1, 4, 32, 0, 8, 8, 8, Target.LABEL, 1));
        refused("validation", () -> new Settings(4096, 2, 4, 32, 0, 8, 10_000_000, 8, Target.VALUES, 1));
        refused("spectrum", () -> new LinearTeacherSource.Settings(3, 2, List.of(1.0, 2.0, 3.0), 0, 8, 8, 8, 1));
        refused("spectrum", () -> new LinearTeacherSource.Settings(3, 2, List.of(), 0, 8, 8, 8, 1));
        var outline =
                new TeacherSource().outline(new Settings(64, 1, 4, 32, 0, 8, 9, 10, Target.VALUES, 1), Path.of("."));
        assertArrayEquals(new int[] {64}, outline.inputShape(outline.dims()));
        assertArrayEquals(new int[] {1}, outline.targetShape(outline.dims()));
        assertEquals(10, outline.count(Split.TEST));
    }

    private static void refused(String key, Executable settings) {
        assertEquals(key, assertThrows(SettingsException.class, settings).key());
    }
}
