package org.espalier.host.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.espalier.api.model.Cost;
import org.espalier.api.number.Site;
import org.espalier.api.run.EnergyEstimate;
import org.espalier.host.plugins.BoundNumbers;

/** The products of one training step in the formats of a run. */
public final class StepEnergy {
    /** What is not in the numbers, or is in them by supposition. */
    public static final List<String> ASSUMPTIONS = List.of(
            "a multiply–add is one multiplication and one addition, and a fast Walsh–Hadamard transform additions alone; sums are float32 after floating-point products, else integers of 32 bits",
            "backward has as many multiply–adds again as forward for the errors and for the gradients, but for the gradients of what never learns",
            "a product of two widths costs that of the wider one; widths that the table lacks lie on a power of the bits",
            "every product has both numbers in the formats of their sites; models here round what they hand on from layer to layer and no"
                    + " more, so that some products, such as all of a GPT's behind its norms, still have a float32 number in them",
            "turning the sum of two exponents into an integer, by a shift and a table, is free, and 32 bits hold all sums; products of"
                    + " 8-bit logarithms span 31 octaves, so an exact sum wants more",
            "of the whole run: that all steps had the formats and the mix of products of a step now",
            "not counted: memory and its traffic, rounding and scales, element-wise work, look-ups, the optimizer's own arithmetic",
            "this machine computes in float32 whatever the number system; the estimate is of hardware that does not");

    private final Optional<BoundNumbers> numbers;
    private final EnergyTable table;

    /** @param numbers empty for float32 */
    public StepEnergy(Optional<BoundNumbers> numbers, EnergyTable table) {
        this.numbers = numbers;
        this.table = table;
    }

    /**
     * The products of a cost.
     *
     * @param carried whether a part's weights are rounded, where the run rounds at all
     */
    public List<EnergyEstimate.Product> products(Cost cost, Predicate<String> carried) {
        Map<Boolean, Sums> sums = new LinkedHashMap<>();
        cost.multiplyAdds().forEach((part, all) -> sums.computeIfAbsent(carried.test(part), c -> new Sums())
                .add(all, cost.frozen().getOrDefault(part, 0L), cost.additions().getOrDefault(part, 0L)));
        List<EnergyEstimate.Product> products = new ArrayList<>();
        sums.forEach((rounded, sum) -> {
            String weights = rounded || numbers.isEmpty() ? "weights" : "weights left in float32";
            Format weight = rounded ? format(Site.WEIGHT) : Format.FLOAT32;
            Format activation = format(Site.ACTIVATION);
            Format error = format(Site.ERROR);
            products.add(product("forward: " + weights + " × activations", sum.products(), weight.times(activation)));
            products.add(product("errors: " + weights + " × errors", sum.products(), weight.times(error)));
            products.add(product("gradients: activations × errors", sum.learning, activation.times(error)));
        });
        long additions = sums.values().stream().mapToLong(sum -> sum.additions).sum();
        if (additions > 0) {
            products.add(addition("forward: transforms of activations", additions, format(Site.ACTIVATION)));
            products.add(addition("errors: transforms of errors", additions, format(Site.ERROR)));
        }
        return products;
    }

    /** What multiplies by 1 and −1 multiplies nothing. */
    private EnergyEstimate.Product addition(String name, long additions, Format format) {
        return new EnergyEstimate.Product(
                name,
                format.additionWords(),
                additions,
                format.additionPicojoules(table),
                Format.FLOAT32.additionPicojoules(table));
    }

    private EnergyEstimate.Product product(String name, long multiplyAdds, Format format) {
        return new EnergyEstimate.Product(
                name, format.words(), multiplyAdds, format.picojoules(table), Format.FLOAT32.picojoules(table));
    }

    private Format format(Site site) {
        return numbers.filter(system -> system.rounds(site))
                .map(system ->
                        new Format(system.multiplication(), system.traits(site).bits()))
                .orElse(Format.FLOAT32);
    }

    /** Multiply–adds of several parts. */
    private static final class Sums {
        long all;
        long learning;
        long additions;

        /** What multiplies. */
        long products() {
            return all - additions;
        }

        void add(long multiplyAdds, long frozen, long added) {
            additions = Math.addExact(additions, added);
            all = Math.addExact(all, multiplyAdds);
            learning = Math.addExact(learning, multiplyAdds - frozen);
        }
    }
}
