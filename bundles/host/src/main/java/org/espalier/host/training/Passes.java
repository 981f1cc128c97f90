package org.espalier.host.training;

import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.model.Pass;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.weights.Revision;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How forward passes are meant: one pass object for training, one for evaluation, reused from step to step. */
final class Passes {
    private final RandomStream dropout;
    private final HostedPass training = new HostedPass(true);
    private final HostedPass evaluation = new HostedPass(false);

    Passes(long seed) {
        this.dropout = RandomStream.of(seed, "pass");
    }

    /** The pass of the step to come. */
    HostedPass training(long step) {
        training.random = dropout.at(step);
        training.statistics.clear();
        return training;
    }

    /** A pass that leaves no trace. */
    Pass evaluation() {
        evaluation.random = dropout.at(0);
        return evaluation;
    }

    /** A pass of float32, with statistics held back until the step is committed. */
    static final class HostedPass implements Pass {
        private final boolean isTraining;
        private final Map<String, float[]> statistics = new TreeMap<>();
        private RandomStream random = RandomStream.of(0, "pass");

        private HostedPass(boolean isTraining) {
            this.isTraining = isTraining;
        }

        /** Writes the statistics of the step into the revision. */
        void commit(Revision revision) {
            statistics.forEach((name, value) -> {
                System.arraycopy(value, 0, revision.tensor(name).values(), 0, value.length);
                revision.tensor(name).publish();
            });
        }

        @Override
        public boolean training() {
            return isTraining;
        }

        @Override
        public RandomStream random() {
            return random;
        }

        @Override
        public void statistic(String parameter, INDArray value) {
            if (isTraining) {
                statistics.put(parameter, value.data().asFloat());
            }
        }

        @Override
        public boolean wants(String tap) {
            return false;
        }

        @Override
        public void tap(String tap, INDArray values) {
            // Nobody wants taps yet: a strategy that sees BRIDGE is refused when its job starts.
        }

        @Override
        public boolean rounds(Site site) {
            return false;
        }

        @Override
        public void round(Site site, String tensor, INDArray values) {
            // float32 is what the values are.
        }
    }
}
