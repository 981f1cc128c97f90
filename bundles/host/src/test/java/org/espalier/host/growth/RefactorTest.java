package org.espalier.host.growth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.job.Budget;
import org.espalier.host.numbers.Precision;
import org.espalier.host.support.TinyRun;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefactorTest {
    private static final int OUT = 7;
    private static final int IN = 6;
    private static final int HEADS = 3;
    private static final long STEP = 50;
    private static final OptimizerByParameter ADAM = new OptimizerByParameter(p -> TinyRun.adam());
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, float[][]> moments = new LinkedHashMap<>();
    private Revision now;
    private Revision then;

    private static Dim rank(int size, Spectrum.Product spectrum) {
        return Dim.of("rank", DimKind.RANK, size, 20).withSpectrum(spectrum);
    }

    private static Parameter trained(String name, Axis... axes) {
        return Parameter.trained(name, Init.normal(1), axes);
    }

    /** U [out, rank] and V [rank, in]. */
    private static Layout plain(Dim dim) {
        return Layout.of(
                trained("u", Axis.fixed(Role.PRODUCES, OUT), Axis.of(Role.CONSUMES, dim))
                        .grownBy(Init.zero()),
                trained("v", Axis.of(Role.PRODUCES, dim), Axis.fixed(Role.CONSUMES, IN))
                        .grownBy(Init.orthonormal()));
    }

    private record Model(Dims dims, Function<Dim, Layout> layout) implements Sizing {
        Model(int size, Spectrum.Product spectrum, Function<Dim, Layout> layout) {
            this(Dims.of(rank(size, spectrum), Dim.of("other", "own", OUT, 20)), layout);
        }

        @Override
        public Dims complete(Dims dims) {
            return dims;
        }

        @Override
        public Shapes shapes(Dims dims) {
            return Shapes.of(1, new int[] {1}, new int[] {1});
        }

        @Override
        public Layout layout(Dims dims) {
            return layout.apply(dims.get("rank"));
        }

        @Override
        public Set<String> taps(Dims dims) {
            return Set.of();
        }

        @Override
        public Cost cost(Dims dims) {
            return Cost.of(Map.of(), 0);
        }

        Blueprint check(GrowthPlan plan) throws PlanRefusedException {
            Budget free = new Budget(Optional.empty(), Optional.empty(), Optional.empty());
            return new PlanValidation(this, free, 2).check(plan, dims, layout(dims), Set.of("rank", "other"));
        }

        String refusal(GrowthOp... ops) {
            return String.valueOf(assertThrows(PlanRefusedException.class, () -> check(GrowthPlan.of(ops)))
                    .getMessage());
        }
    }

    private static Model plain(int size) {
        return new Model(size, Spectrum.product("u", "v"), RefactorTest::plain);
    }

    private static float[] normal(String name, int length) {
        RandomStream random = RandomStream.of(11, name);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.normal(i);
        }
        return values;
    }

    private static GrowthOp refactor(int keep) {
        return GrowthOp.refactor(Dim.of("rank", DimKind.RANK, 5, 20), keep);
    }

    /** Grows a model whose values and moments are those that a test has set, else drawn. */
    private double grow(Model model, int keep) throws PlanRefusedException {
        close();
        now = Revision.make(3, model.dims, model.layout(model.dims), p -> {
            float[] own = values.computeIfAbsent(p.name(), n -> normal(n, p.length()));
            float[][] kept = moments.computeIfAbsent(p.name(), n -> new float[2][p.length()]);
            return new Tensor(p, own, kept, Ages.bornAt(p, 10), new double[0]);
        });
        Blueprint blueprint = model.check(GrowthPlan.of(refactor(keep)));
        Grower.Grown grown =
                new Grower(new Births(1, Optional.empty()), ADAM, Precision.float32(), 1).grow(now, blueprint, STEP);
        then = grown.revision();
        double foreseen = CutShare.of(blueprint, now).get("rank");
        assertEquals(grown.truncated().get("rank"), foreseen, 1e-6, "foreseen from the spectrum alone");
        assertEquals(keep, then.dims().size("rank"));
        return grown.truncated().get("rank");
    }

    @AfterEach
    void close() {
        if (now != null) {
            now.close();
        }
        if (then != null) {
            then.close();
        }
    }

    private static double[] product(float[] left, float[] right, int terms) {
        int rows = left.length / terms;
        int columns = right.length / terms;
        double[] product = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < terms; k++) {
                for (int j = 0; j < columns; j++) {
                    product[i * columns + j] += (double) left[i * terms + k] * right[k * columns + j];
                }
            }
        }
        return product;
    }

    private static double[] product(Revision revision) {
        return product(
                revision.tensor("u").values(),
                revision.tensor("v").values(),
                revision.dims().size("rank"));
    }

    private static double distance(double[] a, double[] b) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            norm += a[i] * a[i];
        }
        return Math.sqrt(difference / norm);
    }

    private static float[] column(float[] matrix, int column, int width) {
        float[] values = new float[matrix.length / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix[i * width + column];
        }
        return values;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    @Test
    void aProductBecomesItsBalancedSvdAndStaysTheSameProduct() throws Exception {
        assertEquals(0, grow(plain(5), 5));
        assertTrue(distance(product(now), product(then)) < 3e-7);
        double[] energies = Spectra.of(now.dims().get("rank"), now);
        float[] u = then.tensor("u").values();
        float[] v = then.tensor("v").values();
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                double expected = i == j ? Math.sqrt(energies[i]) : 0;
                assertEquals(expected, dot(column(u, i, 5), column(u, j, 5)), 1e-5);
                assertEquals(
                        expected,
                        dot(Arrays.copyOfRange(v, i * IN, i * IN + IN), Arrays.copyOfRange(v, j * IN, j * IN + IN)),
                        1e-5);
            }
        }
    }

    @Test
    void whatIsCutOffIsTheTailOfTheSpectrumAndNoMore() throws Exception {
        double truncated = grow(plain(5), 2);
        double[] energies = Spectra.of(now.dims().get("rank"), now);
        double tail = (energies[2] + energies[3] + energies[4])
                / Arrays.stream(energies).sum();
        assertEquals(Math.sqrt(tail), truncated, 1e-9);
        assertEquals(truncated, distance(product(now), product(then)), 1e-6);
        assertArrayEquals(Arrays.copyOf(energies, 2), Spectra.of(then.dims().get("rank"), then), 1e-4);
    }

    @Test
    void termsOfVeryDifferentScaleLoseNothing() throws Exception {
        float[] u = normal("u", OUT * 5);
        float[] v = normal("v", 5 * IN);
        for (int k = 0; k < 5; k++) {
            float scale = (float) Math.pow(10, 2 * k - 4);
            for (int i = 0; i < OUT; i++) {
                u[i * 5 + k] *= scale;
            }
            for (int j = 0; j < IN; j++) {
                v[k * IN + j] /= scale;
            }
        }
        values.put("u", u);
        values.put("v", v);
        grow(plain(5), 5);
        assertTrue(distance(product(now), product(then)) < 3e-7);
    }

    @Test
    void firstMomentsAreThoseOfTheNewFactorsGradients() throws Exception {
        float[] u = normal("u", OUT * 5);
        float[] v = normal("v", 5 * IN);
        float[] g = normal("g", OUT * IN);
        moments.put("u", new float[][] {outer(g, v, 5), new float[OUT * 5]});
        moments.put("v", new float[][] {inner(u, g, 5), new float[5 * IN]});
        grow(plain(5), 3);
        assertArrayEquals(
                outer(g, then.tensor("v").values(), 3), then.tensor("u").moments()[0], 1e-5f);
        assertArrayEquals(
                inner(then.tensor("u").values(), g, 3), then.tensor("v").moments()[0], 1e-5f);
    }

    /** Gradient of U: G·Vᵀ. */
    private static float[] outer(float[] g, float[] v, int terms) {
        float[] gradient = new float[OUT * terms];
        for (int i = 0; i < OUT; i++) {
            for (int k = 0; k < terms; k++) {
                for (int j = 0; j < IN; j++) {
                    gradient[i * terms + k] += g[i * IN + j] * v[k * IN + j];
                }
            }
        }
        return gradient;
    }

    /** Gradient of V: Uᵀ·G. */
    private static float[] inner(float[] u, float[] g, int terms) {
        float[] gradient = new float[terms * IN];
        for (int k = 0; k < terms; k++) {
            for (int i = 0; i < OUT; i++) {
                for (int j = 0; j < IN; j++) {
                    gradient[k * IN + j] += u[i * terms + k] * g[i * IN + j];
                }
            }
        }
        return gradient;
    }

    @Test
    void secondMomentsGoByTheSquaresOfTheMap() throws Exception {
        // Term 0 is doubled on the left and halved on the right; so its gradients are halved and doubled.
        float[] u = new float[OUT * 2];
        float[] v = new float[2 * IN];
        u[0] = 12;
        v[0] = 3;
        u[3] = 1;
        v[IN + 1] = 1;
        values.put("u", u);
        values.put("v", v);
        float[] ofU = new float[OUT * 2];
        Arrays.fill(ofU, 4);
        float[] ofV = new float[2 * IN];
        Arrays.fill(ofV, 4);
        moments.put("u", new float[][] {new float[OUT * 2], ofU});
        moments.put("v", new float[][] {new float[2 * IN], ofV});
        grow(plain(2), 2);
        assertEquals(6, then.tensor("u").values()[0], 1e-6);
        assertEquals(6, then.tensor("v").values()[0], 1e-6);
        assertEquals(16, then.tensor("u").moments()[1][0], 1e-5);
        assertEquals(1, then.tensor("v").moments()[1][0], 1e-6);
        assertEquals(4, then.tensor("v").moments()[1][IN], 1e-5);
    }

    @Test
    void aProductThatIsBalancedAlreadyIsLeftAsItIs() throws Exception {
        grow(plain(5), 5);
        for (String name : List.of("u", "v")) {
            Tensor tensor = then.tensor(name);
            values.put(name, tensor.values().clone());
            float[][] drawn = {normal("m" + name, tensor.values().length), normal("s" + name, tensor.values().length)};
            moments.put(name, drawn);
        }
        grow(plain(5), 5);
        for (String name : List.of("u", "v")) {
            assertArrayEquals(values.get(name), then.tensor(name).values(), 1e-5f);
            assertArrayEquals(moments.get(name)[0], then.tensor(name).moments()[0], 1e-5f);
            assertArrayEquals(moments.get(name)[1], then.tensor(name).moments()[1], 1e-5f);
            assertEquals(
                    now.tensor(name).ages().births().stream()
                            .map(Arrays::toString)
                            .toList(),
                    then.tensor(name).ages().births().stream()
                            .map(Arrays::toString)
                            .toList());
        }
    }

    @Test
    void termsThatAProductDoesNotHaveAreBornAnewOnOneSide() throws Exception {
        float[] u = normal("u", OUT * 5);
        float[] v = normal("v", 5 * IN);
        for (int i = 0; i < OUT; i++) {
            u[i * 5 + 4] = u[i * 5 + 1];
        }
        for (int j = 0; j < IN; j++) {
            v[3 * IN + j] = 0;
        }
        values.put("u", u);
        values.put("v", v);
        grow(plain(5), 4);
        assertTrue(distance(product(now), product(then)) < 3e-7);
        assertArrayEquals(new float[OUT], column(then.tensor("u").values(), 3, 4));
        float[] born = Arrays.copyOfRange(then.tensor("v").values(), 3 * IN, 4 * IN);
        assertEquals(1, dot(born, born), 1e-6);
        assertArrayEquals(
                new long[] {10, 10, 10, STEP}, then.tensor("v").ages().births().get(0));
        assertArrayEquals(
                new long[] {10, 10, 10, STEP}, then.tensor("u").ages().births().get(1));
    }

    @Test
    void wereTheyBornOnBothSidesOneIsSilenced() throws Exception {
        values.put("u", new float[OUT * 5]);
        Function<Dim, Layout> drawn = dim -> Layout.of(
                trained("u", Axis.fixed(Role.PRODUCES, OUT), Axis.of(Role.CONSUMES, dim)),
                trained("v", Axis.of(Role.PRODUCES, dim), Axis.fixed(Role.CONSUMES, IN)));
        assertEquals(0, grow(new Model(5, Spectrum.product("u", "v"), drawn), 2));
        assertArrayEquals(new float[OUT * 2], then.tensor("u").values());
        assertNotEquals(0, then.tensor("v").values()[0]);
    }

    @Test
    void aTermIsAsOldAsTheOneOfWhichItHoldsMost() throws Exception {
        float[] u = new float[OUT * 2];
        float[] v = new float[2 * IN];
        u[0] = 1;
        v[0] = 1;
        u[3] = 5;
        v[IN + 1] = 5;
        Model model = plain(2);
        now = Revision.make(3, model.dims, model.layout(model.dims), p -> {
            int axis = p.name().equals("u") ? 1 : 0;
            List<long[]> births = new ArrayList<>(Ages.bornAt(p, 10).births());
            births.set(axis, new long[] {10, 40});
            return new Tensor(
                    p, p.name().equals("u") ? u : v, new float[2][p.length()], Ages.of(births), new double[0]);
        });
        then = new Grower(new Births(1, Optional.empty()), ADAM, Precision.float32(), 1)
                .grow(now, model.check(GrowthPlan.of(refactor(2))), STEP)
                .revision();
        assertArrayEquals(new long[] {40, 10}, then.tensor("u").ages().births().get(1));
        assertArrayEquals(new long[] {40, 10}, then.tensor("v").ages().births().get(0));
    }

    @Test
    void furtherFactorsOfTheAxisHaveAProductEach() throws Exception {
        Function<Dim, Layout> heads = dim -> Layout.of(
                trained(
                        "u",
                        Axis.fixed(Role.PRODUCES, OUT),
                        Axis.fixed(Role.CONSUMES, HEADS).times(dim)),
                trained("v", Axis.fixed(Role.PRODUCES, HEADS).times(dim), Axis.fixed(Role.CONSUMES, IN)));
        Model model = new Model(4, Spectrum.product("u", "v"), heads);
        assertEquals(0, grow(model, 4));
        for (int head = 0; head < HEADS; head++) {
            assertTrue(distance(ofHead(now, head, false), ofHead(then, head, false)) < 3e-7);
        }
        double truncated = grow(model, 2);
        double lost = 0;
        double all = 0;
        for (int head = 0; head < HEADS; head++) {
            double[] before = ofHead(now, head, false);
            double part = distance(before, ofHead(then, head, false));
            double norm2 = Arrays.stream(before).map(x -> x * x).sum();
            lost += part * part * norm2;
            all += norm2;
        }
        assertEquals(Math.sqrt(lost / all), truncated, 1e-6);
        double[] energies = Spectra.of(now.dims().get("rank"), now);
        assertEquals((energies[2] + energies[3]) / all, truncated * truncated, 1e-6);
    }

    @Test
    void theDimMayLieOutsideItsFellowsAndOnAnyAxis() throws Exception {
        Function<Dim, Layout> turned = dim -> Layout.of(
                trained("u", Axis.of(Role.CONSUMES, dim).times(HEADS), Axis.fixed(Role.PRODUCES, OUT)),
                trained("v", Axis.of(Role.PRODUCES, dim).times(HEADS), Axis.fixed(Role.CONSUMES, IN)));
        assertEquals(0, grow(new Model(4, Spectrum.product("u", "v"), turned), 4));
        for (int head = 0; head < HEADS; head++) {
            assertTrue(distance(ofHead(now, head, true), ofHead(then, head, true)) < 3e-7);
        }
        assertNotEquals(now.tensor("u").values()[0], then.tensor("u").values()[0]);
    }

    /** The product of one head; turned: both factors are [rank × heads, all else]. */
    private static double[] ofHead(Revision revision, int head, boolean turned) {
        int terms = revision.dims().size("rank");
        float[] u = revision.tensor("u").values();
        float[] v = revision.tensor("v").values();
        float[] left = new float[OUT * terms];
        float[] right = new float[terms * IN];
        for (int k = 0; k < terms; k++) {
            int along = turned ? k * HEADS + head : head * terms + k;
            for (int i = 0; i < OUT; i++) {
                left[i * terms + k] = turned ? u[along * OUT + i] : u[i * HEADS * terms + along];
            }
            System.arraycopy(v, along * IN, right, k * IN, IN);
        }
        return product(left, right, terms);
    }

    private static Layout two(Dim dim) {
        Layout first = plain(dim);
        return Layout.of(
                first.get("u"),
                first.get("v"),
                trained("a", Axis.of(Role.PRODUCES, dim), Axis.fixed(Role.CONSUMES, 4)),
                trained("b", Axis.fixed(Role.PRODUCES, 3), Axis.fixed(Role.SPATIAL, 2), Axis.of(Role.CONSUMES, dim)));
    }

    @Test
    void severalProductsOverOneDimAreEachTheirOwn() throws Exception {
        Spectrum.Product both = Spectrum.product("u", "v").and("b", "a");
        double truncated = grow(new Model(5, both, RefactorTest::two), 3);
        double[] one = Spectra.of(rank(5, Spectrum.product("u", "v")), now);
        double[] other = Spectra.of(rank(5, Spectrum.product("b", "a")), now);
        double[] sum = Spectra.of(now.dims().get("rank"), now);
        for (int k = 0; k < 5; k++) {
            assertEquals(one[k] + other[k], sum[k], 1e-12);
        }
        assertEquals(Math.sqrt((sum[3] + sum[4]) / Arrays.stream(sum).sum()), truncated, 1e-9);
        double[] second = product(now.tensor("b").values(), now.tensor("a").values(), 5);
        double cut = distance(
                second, product(then.tensor("b").values(), then.tensor("a").values(), 3));
        assertEquals(Math.sqrt((other[3] + other[4]) / Arrays.stream(other).sum()), cut, 1e-6);
        assertThrows(IllegalArgumentException.class, () -> both.and("c", "v"));
    }

    @Test
    void aProductThatIsNotFiniteIsRefused() {
        float[] u = normal("u", OUT * 5);
        u[3] = Float.POSITIVE_INFINITY;
        values.put("u", u);
        PlanRefusedException refused = assertThrows(PlanRefusedException.class, () -> grow(plain(5), 2));
        assertEquals("rank: the product of u and v is not finite", refused.getMessage());
    }

    @Test
    void whatCannotBeRefactoredIsRefusedByName() {
        assertEquals("rank: a refactor keeps 1 to 5 terms, not 6", plain(5).refusal(refactor(6)));
        assertEquals("rank: a refactor keeps 1 to 5 terms, not 0", plain(5).refusal(refactor(0)));
        assertEquals("rank is changed twice in one plan", plain(5).refusal(refactor(2), GrowthOp.resize("rank", 6)));
        assertEquals(
                "rank: cannot be refactored, since b binds it and is no factor of its product(u; v)",
                new Model(
                                5,
                                Spectrum.product("u", "v"),
                                dim -> Layout.of(
                                        plain(dim).get("u"),
                                        plain(dim).get("v"),
                                        trained("b", Axis.of(Role.NORM, dim))))
                        .refusal(refactor(2)));
        assertEquals(
                "rank: cannot be refactored, since v is FROZEN, not TRAINED",
                new Model(
                                5,
                                Spectrum.product("u", "v"),
                                dim -> Layout.of(
                                        plain(dim).get("u"),
                                        Parameter.frozen(
                                                "v",
                                                Init.zero(),
                                                Axis.of(Role.PRODUCES, dim),
                                                Axis.fixed(Role.CONSUMES, 2))))
                        .refusal(refactor(2)));
        assertEquals(
                "rank: cannot be refactored by a plan that writes its factor u anew",
                plain(5).refusal(refactor(2), GrowthOp.assign("u", Init.normal(1))));
        Dims shells = Dims.of(Dim.of("rank", DimKind.RANK, 5, 20).withSpectrum(Spectrum.shells("u")));
        assertEquals(
                "rank: cannot be refactored: rank has no spectrum of a product, but shells(u)",
                new Model(shells, RefactorTest::plain).refusal(refactor(2)));
        assertEquals(
                "rank: cannot be refactored: v does not bind rank, of whose product it is",
                new Model(
                                5,
                                Spectrum.product("u", "v"),
                                dim -> Layout.of(plain(dim).get("u"), trained("v", Axis.fixed(Role.PRODUCES, 5))))
                        .refusal(refactor(2)));
    }

    @Test
    void aFactorThatThePlanChangesOtherwiseIsRefused() {
        Dims dims = Dims.of(rank(5, Spectrum.product("u", "v")), Dim.of("other", "own", OUT, 20));
        Model model = new Model(
                dims,
                dim -> Layout.of(
                        trained("u", Axis.of(Role.PRODUCES, dims.get("other")), Axis.of(Role.CONSUMES, dim)),
                        plain(dim).get("v")));
        assertEquals(
                "rank: cannot be refactored by a plan that changes other, which u binds too; do one after the other",
                model.refusal(refactor(2), GrowthOp.resize("other", 9)));
    }
}
