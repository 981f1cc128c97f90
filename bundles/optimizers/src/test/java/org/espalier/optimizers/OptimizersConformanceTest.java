package org.espalier.optimizers;

import java.util.List;
import org.espalier.api.optimize.Optimizer;
import org.espalier.testkit.optimize.OptimizerConformance;
import org.junit.jupiter.api.Nested;

class OptimizersConformanceTest {
    @Nested
    class OfSgd extends OptimizerConformance<Sgd.Settings> {
        @Override
        protected Optimizer<Sgd.Settings> plugin() {
            return new Sgd();
        }

        @Override
        protected List<Sgd.Settings> settings() {
            return List.of(
                    new Sgd.Settings(0.01, 0, 0, false),
                    new Sgd.Settings(0.01, 0.1, 0.9, false),
                    new Sgd.Settings(0.01, 0, 0.5, true));
        }
    }

    @Nested
    class OfAdam extends OptimizerConformance<Adam.Settings> {
        @Override
        protected Optimizer<Adam.Settings> plugin() {
            return new Adam();
        }

        @Override
        protected List<Adam.Settings> settings() {
            return List.of(new Adam.Settings(1e-3, 0, 0.9, 0.999, 1e-8), new Adam.Settings(1e-2, 0.1, 0.5, 0.9, 1e-6));
        }
    }

    @Nested
    class OfAdamW extends OptimizerConformance<AdamW.Settings> {
        @Override
        protected Optimizer<AdamW.Settings> plugin() {
            return new AdamW();
        }

        @Override
        protected List<AdamW.Settings> settings() {
            return List.of(
                    new AdamW.Settings(1e-3, 0.01, 0.9, 0.999, 1e-8), new AdamW.Settings(1e-2, 0, 0.5, 0.9, 1e-6));
        }
    }

    @Nested
    class OfMadam extends OptimizerConformance<Madam.Settings> {
        @Override
        protected Optimizer<Madam.Settings> plugin() {
            return new Madam();
        }

        @Override
        protected List<Madam.Settings> settings() {
            return List.of(new Madam.Settings(0.01, 0.999, 10, 3), new Madam.Settings(0.1, 0.9, 5, 2));
        }
    }

    @Nested
    class OfIntMadam extends OptimizerConformance<IntMadam.Settings> {
        @Override
        protected Optimizer<IntMadam.Settings> plugin() {
            return new IntMadam();
        }

        @Override
        protected List<IntMadam.Settings> settings() {
            return List.of(
                    new IntMadam.Settings(0.01, 1e-3, 4096, 0.999, 10, 3),
                    new IntMadam.Settings(0.02, 0.005, 1024, 0.99, 10, 2));
        }
    }
}
