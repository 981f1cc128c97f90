package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.espalier.api.run.EnergyEstimate;
import org.espalier.api.run.EnergyEstimate.Product;
import org.espalier.api.run.Run;
import org.espalier.lns.Lns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run is estimated to take: its own count of operations, in its own formats. */
class EnergyEstimateTest extends HostedTinyRuns {
    private static final String LNS =
            "precision: { type: lns, weight: { bits: 6 }, sites: [weight, activation, update] }\n";

    @BeforeEach
    void bring() {
        container.put(container.registry().numbers(), "lns", new Lns());
    }

    private EnergyEstimate energy(String settings) throws Exception {
        Run run = start(settings);
        finished(run);
        EnergyEstimate estimate = runs.energy(run.directory(), Optional.empty());
        double flops = newest(run).figures().getOrDefault("flops", Double.NaN);
        assertEquals(flops / 2, estimate.multiplyAdds());
        // The last batch of an epoch is smaller than a whole one.
        double mean = flops / 2 / run.step();
        assertTrue(
                estimate.stepMultiplyAdds() > mean && estimate.stepMultiplyAdds() < 1.3 * mean,
                () -> estimate.stepMultiplyAdds() + " beside " + mean);
        assertFalse(estimate.assumptions().isEmpty());
        return estimate;
    }

    @Test
    void inFloat32ItIsThatOfFloat32() throws Exception {
        EnergyEstimate estimate = energy("");
        assertEquals(1, estimate.stepJoules() / estimate.stepJoulesInFloat32(), 1e-12);
        assertEquals(4.6e-12 * estimate.multiplyAdds(), estimate.runJoules(), 1e-9 * estimate.runJoules());
    }

    @Test
    void inFewBitsProductsAreThoseOfTheSitesThatAreRounded() throws Exception {
        EnergyEstimate estimate = energy(LNS);
        assertEquals(
                "integer-add 8, integer-add 32", product(estimate, "forward").operation());
        assertEquals(
                "float-multiply 32, float-add 32", product(estimate, "errors").operation());
        assertEquals(
                "float-multiply 32, float-add 32",
                product(estimate, "gradients").operation());
        assertTrue(estimate.stepJoules() < estimate.stepJoulesInFloat32());
    }

    @Test
    void weightsThatAGroupLeavesInFloat32TakeTheirProductsWithThem() throws Exception {
        EnergyEstimate estimate = energy(LNS + "groups: [ { match: \"*\", precision: float32 } ]\n");
        Product forward = product(estimate, "forward");
        assertTrue(forward.name().contains("left in float32"), forward::name);
        assertEquals("float-multiply 32, float-add 32", forward.operation());
    }

    private static Product product(EnergyEstimate estimate, String name) {
        return estimate.products().stream()
                .filter(product -> product.name().startsWith(name + ":"))
                .findFirst()
                .orElseThrow();
    }
}
