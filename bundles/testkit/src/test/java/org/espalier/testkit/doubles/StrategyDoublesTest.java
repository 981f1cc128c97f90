package org.espalier.testkit.doubles;

import java.util.List;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.testkit.strategy.GrowingSystem;
import org.espalier.testkit.strategy.StrategyConformance;
import org.junit.jupiter.api.Nested;

class StrategyDoublesTest {
    @Nested
    class InRankKeepsItsPromises extends StrategyConformance<InRank.Settings> {
        @Override
        protected GrowthStrategy<InRank.Settings> plugin() {
            return new InRank();
        }

        @Override
        protected List<InRank.Settings> settings() {
            return List.of(new InRank.Settings(0.9, 2), new InRank.Settings(1, 1));
        }

        /** New columns of U are zero by the low-rank layout's own rule, on which the promise rests. */
        @Override
        protected List<GrowingSystem> systems() {
            return List.of(GrowingSystem.of("a low-rank update", new LowRankLayer(6, 7, 2), "*.rank"));
        }
    }

    @Nested
    class InRankEfficientKeepsItsPromises extends StrategyConformance<InRankEfficient.Settings> {
        @Override
        protected GrowthStrategy<InRankEfficient.Settings> plugin() {
            return new InRankEfficient();
        }

        @Override
        protected List<InRankEfficient.Settings> settings() {
            return List.of(new InRankEfficient.Settings(0.6, 1, 2));
        }

        @Override
        protected List<GrowingSystem> systems() {
            return List.of(GrowingSystem.of("a low-rank update", new LowRankLayer(6, 7, 2), "*.rank"));
        }
    }

    @Nested
    class IncrementalModesKeepsItsPromises extends StrategyConformance<InRank.Settings> {
        @Override
        protected GrowthStrategy<InRank.Settings> plugin() {
            return new IncrementalModes();
        }

        @Override
        protected List<InRank.Settings> settings() {
            return List.of(new InRank.Settings(0.9, 1));
        }

        @Override
        protected List<GrowingSystem> systems() {
            return List.of(GrowingSystem.of("a Fourier operator", new SpectralStack(2, 3, 8, 2), "*.modes"));
        }
    }

    @Nested
    class GradMaxKeepsItsPromises extends StrategyConformance<GradMax.Settings> {
        @Override
        protected GrowthStrategy<GradMax.Settings> plugin() {
            return new GradMax();
        }

        @Override
        protected List<GradMax.Settings> settings() {
            return List.of(new GradMax.Settings(2, 0.5));
        }
    }

    @Nested
    class WiderNetKeepsItsPromises extends StrategyConformance<WiderNet.Settings> {
        @Override
        protected GrowthStrategy<WiderNet.Settings> plugin() {
            return new WiderNet();
        }

        @Override
        protected List<WiderNet.Settings> settings() {
            return List.of(new WiderNet.Settings(1.5, 0), new WiderNet.Settings(2, 0.1));
        }
    }

    @Nested
    class DeeperNetKeepsItsPromises extends StrategyConformance<DeeperNet.Settings> {
        @Override
        protected GrowthStrategy<DeeperNet.Settings> plugin() {
            return new DeeperNet();
        }

        @Override
        protected List<DeeperNet.Settings> settings() {
            return List.of(new DeeperNet.Settings("*.weight"));
        }
    }
}
