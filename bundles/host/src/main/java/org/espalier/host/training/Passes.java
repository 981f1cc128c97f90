package org.espalier.host.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.model.Pass;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.growth.Taps;
import org.espalier.host.numbers.Precision;
import org.espalier.host.weights.NativeFloats;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How forward passes are meant: one pass object for training, one for evaluation, reused from step to step. */
final class Passes implements AutoCloseable {
    private final RandomStream dropout;
    private final SignalRounding signals;
    private final HostedPass training = new HostedPass(true, true);
    private final HostedPass evaluation = new HostedPass(false, true);
    private final HostedPass unrounded = new HostedPass(false, false);

    /** Passes of a run of that seed, whose values are rounded by the team. */
    Passes(long seed, Precision precision, WorkerTeam team) {
        this.dropout = RandomStream.of(seed, "pass");
        this.signals = new SignalRounding(precision, team);
    }

    /** Drops what is prepared for the values of programs that are dropped, too. */
    void forget() {
        signals.forget();
    }

    @Override
    public void close() {
        signals.close();
    }

    /** The pass of the step to come on a revision, which reports at these taps. */
    HostedPass training(long step, Revision revision, Taps taps) {
        training.taps = taps;
        training.random = dropout.at(step);
        signals.begin(step);
        training.begin(revision);
        return training;
    }

    /** A pass that leaves no trace. */
    Pass evaluation() {
        evaluation.random = dropout.at(0);
        return evaluation;
    }

    /**
     * The same with values handed on as they are: two functions are compared by it. To rounding, what differs by a float's last bit
     * may be a whole code apart.
     */
    Pass unrounded() {
        unrounded.random = dropout.at(0);
        return unrounded;
    }

    /** A pass with statistics held back until the step is committed. */
    final class HostedPass implements Pass {
        private final boolean isTraining;
        private final boolean isRounded;
        private final Map<String, Statistic> statistics = new LinkedHashMap<>();
        private @Nullable Revision revision;
        private Taps taps = Taps.NONE;
        private RandomStream random = RandomStream.of(0, "pass");

        private HostedPass(boolean isTraining, boolean isRounded) {
            this.isTraining = isTraining;
            this.isRounded = isRounded;
        }

        private void begin(Revision next) {
            if (revision != next) {
                statistics.clear();
                revision = next;
            }
            for (Statistic statistic : statistics.values()) {
                statistic.written = false;
            }
        }

        /** Writes the statistics of the step into its revision. */
        void commit() {
            for (Statistic statistic : statistics.values()) {
                if (statistic.written) {
                    statistic.commit();
                }
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
            if (revision != null) {
                statistic(revision, parameter).take(value);
            }
        }

        private Statistic statistic(Revision of, String parameter) {
            Statistic known = statistics.get(parameter);
            if (known == null) {
                known = new Statistic(of.tensor(parameter));
                statistics.put(parameter, known);
            }
            return known;
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
            return isRounded && signals.rounds(site);
        }

        @Override
        public void round(Site site, String tensor, INDArray values) {
            if (isRounded) {
                signals.round(site, tensor, values, isTraining);
            }
        }
    }

    /** What a step says a statistic will be, in memory that is used again. */
    private static final class Statistic {
        private final Tensor tensor;
        private final float[] next;
        private boolean written;

        Statistic(Tensor tensor) {
            this.tensor = tensor;
            this.next = new float[tensor.values().length];
        }

        void take(INDArray value) {
            EntryKind kind = tensor.parameter().kind();
            if (kind != EntryKind.STATISTIC || value.length() != next.length) {
                throw new IllegalArgumentException(value.length() + " entries cannot be the next statistic of "
                        + tensor.parameter() + ", which is " + kind);
            }
            NativeFloats.read(value, next);
            written = true;
        }

        void commit() {
            System.arraycopy(next, 0, tensor.values(), 0, next.length);
            tensor.publish();
        }
    }
}
