package org.espalier.host.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.model.Pass;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.growth.Taps;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How forward passes are meant: one pass object for training, one for evaluation, reused from step to step. */
final class Passes {
    private final RandomStream dropout;
    private final HostedPass training = new HostedPass(true);
    private final HostedPass evaluation = new HostedPass(false);

    Passes(long seed) {
        this.dropout = RandomStream.of(seed, "pass");
    }

    /** The pass of the step to come on a revision, which reports at these taps. */
    HostedPass training(long step, Revision revision, Taps taps) {
        training.taps = taps;
        training.random = dropout.at(step);
        training.revision = revision;
        training.written.clear();
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
        private final Map<Tensor, float[]> written = new LinkedHashMap<>();
        private @Nullable Revision revision;
        private Taps taps = Taps.NONE;
        private RandomStream random = RandomStream.of(0, "pass");

        private HostedPass(boolean isTraining) {
            this.isTraining = isTraining;
        }

        /** Writes the statistics of the step into its revision. */
        void commit() {
            if (!written.isEmpty()) {
                written.forEach((tensor, value) -> {
                    System.arraycopy(value, 0, tensor.values(), 0, value.length);
                    tensor.publish();
                });
            }
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
            if (revision == null) {
                return;
            }
            Tensor tensor = revision.tensor(parameter);
            if (tensor.parameter().kind() != EntryKind.STATISTIC || value.length() != tensor.values().length) {
                throw new IllegalArgumentException(
                        value.length() + " entries cannot be the next statistic of " + tensor.parameter()
                                + ", which is " + tensor.parameter().kind());
            }
            // A duplicate, since an array may be a view of a larger one.
            written.put(tensor, value.dup('c').data().asFloat());
        }

        @Override
        public boolean wants(String tap) {
            return taps.wants(tap);
        }

        @Override
        public void tap(String tap, INDArray values) {
            taps.take(tap, values);
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
