package org.espalier.host.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.espalier.api.model.Cost;
import org.espalier.api.number.Multiplication;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.run.EnergyEstimate.Product;
import org.espalier.api.run.RefusedException;
import org.espalier.host.plugins.BoundNumbers;
import org.junit.jupiter.api.Test;

class StepEnergyTest {
    private static final double FLOAT32 = 3.7 + 0.9;

    private static final Cost COST = Cost.of(Map.of("a", 1000L, "b", 500L), 0).withFrozen(Map.of("b", 200L));

    /** Eight bits for weights and activations, five for errors. */
    private record Small(Multiplication multiplication) {}

    private static final class Narrow implements NumberSystem<Small> {
        @Override
        public Class<Small> settings() {
            return Small.class;
        }

        @Override
        public boolean rounds(Site site, Small settings) {
            return site != Site.ERROR;
        }

        @Override
        public NumberTraits traits(Site site, Small settings) {
            return NumberTraits.of(8, true, 0.05);
        }

        @Override
        public Multiplication multiplication(Small settings) {
            return settings.multiplication();
        }

        @Override
        public Rounder prepare(int[] shape, Site site, Small settings) {
            throw new AssertionError("an estimate rounds nothing");
        }
    }

    @Test
    void aStepInFloat32HasThreeProductsOfWhichThatOfGradientsLeavesOutWhatNeverLearns() throws Exception {
        List<Product> products =
                new StepEnergy(Optional.empty(), EnergyTable.of(Optional.empty())).products(COST, part -> true);
        assertEquals(
                List.of(
                        new Product(
                                "forward: weights × activations",
                                "float-multiply 32, float-add 32",
                                1500,
                                FLOAT32,
                                FLOAT32),
                        new Product(
                                "errors: weights × errors", "float-multiply 32, float-add 32", 1500, FLOAT32, FLOAT32),
                        new Product(
                                "gradients: activations × errors",
                                "float-multiply 32, float-add 32",
                                1300,
                                FLOAT32,
                                FLOAT32)),
                products);
        assertEquals(
                COST.trainingFlops() / 2,
                products.stream().mapToLong(Product::multiplyAdds).sum());
    }

    @Test
    void exponentsAreAddedAndASiteThatIsNotRoundedMakesItsProductsFloat32() throws Exception {
        List<Product> products = products(Multiplication.EXPONENT_ADDITION, part -> true);
        assertEquals("integer-add 8, integer-add 32", products.get(0).operation());
        assertEquals(0.13, products.get(0).picojoules(), 1e-12);
        assertEquals(4.6, products.get(1).picojoules(), 1e-12);
        assertEquals(4.6, products.get(2).picojoules(), 1e-12);
        assertEquals(0.3, products(Multiplication.INTEGER, part -> true).get(0).picojoules(), 1e-12);
    }

    @Test
    void aTransformTakesTheEnergyOfItsAdditionsAloneForwardAndBackAndHasNoGradients() throws Exception {
        Cost cost = COST.withAdditions(Map.of("b", 200L));
        List<Product> products =
                new StepEnergy(Optional.empty(), EnergyTable.of(Optional.empty())).products(cost, part -> true);
        assertEquals(
                List.of(1300L, 1300L, 1300L, 200L, 200L),
                products.stream().map(Product::multiplyAdds).toList());
        assertEquals(new Product("forward: transforms of activations", "float-add 32", 200, 0.9, 0.9), products.get(3));
        assertEquals(new Product("errors: transforms of errors", "float-add 32", 200, 0.9, 0.9), products.get(4));
        assertEquals(
                cost.trainingFlops() / 2,
                products.stream().mapToLong(Product::multiplyAdds).sum(),
                "still counted as one each");
        BoundNumbers eight = new BoundNumbers(new Narrow(), new Small(Multiplication.INTEGER));
        assertEquals(
                "integer-add 32",
                new StepEnergy(Optional.of(eight), EnergyTable.of(Optional.empty()))
                        .products(cost, part -> true)
                        .get(3)
                        .operation());
    }

    @Test
    void weightsThatAGroupLeavesInFloat32AreCountedApart() throws Exception {
        List<Product> products = products(Multiplication.EXPONENT_ADDITION, part -> part.equals("b"));
        Product left = products.stream()
                .filter(product -> product.name().equals("forward: weights left in float32 × activations"))
                .findFirst()
                .orElseThrow();
        assertEquals(1000, left.multiplyAdds());
        assertEquals(4.6, left.picojoules(), 1e-12);
    }

    private static List<Product> products(Multiplication multiplication, Predicate<String> carried)
            throws RefusedException {
        BoundNumbers numbers = new BoundNumbers(new Narrow(), new Small(multiplication));
        return new StepEnergy(Optional.of(numbers), EnergyTable.of(Optional.empty())).products(COST, carried);
    }

    @Test
    void widthsBetweenThoseOfTheTableLieOnAPowerAndBeyondThemOnTheOperationsOwn() throws Exception {
        EnergyTable table = EnergyTable.parse(
                """
                title: a chip
                integer-add: { 8: 1, 32: 4 }
                integer-multiply: { 8: 1 }
                float-add: { 32: 1 }
                float-multiply: { 8: 1, 32: 16 }
                """,
                "chip.yaml");
        assertEquals(2, table.picojoules(Operation.INTEGER_ADD, 16), 1e-12);
        assertEquals(0.5, table.picojoules(Operation.INTEGER_ADD, 4), 1e-12);
        assertEquals(4, table.picojoules(Operation.INTEGER_MULTIPLY, 16), 1e-12);
        assertEquals(0.5, table.picojoules(Operation.FLOAT_ADD, 16), 1e-12);
        assertEquals(4, table.picojoules(Operation.FLOAT_MULTIPLY, 16), 1e-12);
    }

    @Test
    void aTableThatIsNoneIsRefusedByKey() {
        assertRefused("title: x", "integer-add", "is missing");
        assertRefused("title: x\ninteger-ad: { 8: 1 }", "integer-ad", "did you mean");
        assertRefused("title: x\ninteger-add: 3", "integer-add", "wants widths");
        assertRefused("title: x\ninteger-add: { 8: -1 }", "integer-add.8", "no energy");
        assertRefused("title: x\ninteger-add: { 8: .nan }", "integer-add.8", "no energy");
        assertRefused("title: x\ninteger-add: { eight: 1 }", "integer-add.eight", "whole number of bits");
        String all = "integer-add: {8: 1}\ninteger-multiply: {8: 1}\nfloat-add: {8: 1}\nfloat-multiply: {8: 1}";
        assertRefused(all, "title", "where the energies come from");
    }

    private static void assertRefused(String yaml, String key, String why) {
        RefusedException refused = assertThrows(RefusedException.class, () -> EnergyTable.parse(yaml, "chip.yaml"));
        assertEquals(key, refused.key());
        assertTrue(refused.why().contains(why), refused::getMessage);
        assertTrue(refused.getMessage().startsWith("chip.yaml"), refused::getMessage);
    }
}
