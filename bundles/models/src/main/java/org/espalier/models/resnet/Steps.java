package org.espalier.models.resnet;

import java.util.ArrayList;
import java.util.List;
import org.espalier.api.model.Pass;
import org.espalier.api.model.Workspace;
import org.espalier.layers.Activation;
import org.espalier.layers.BatchNorm;
import org.espalier.layers.Field;
import org.espalier.layers.PointwiseActivation;
import org.espalier.layers.Workers;
import org.jspecify.annotations.Nullable;

/** The steps of residual networks and what they are made of; tasks are made once, so that a pass makes no garbage. */
final class Steps {
    private Steps() {}

    /** What a worker does with its own samples alone, whatever the others are at. */
    interface Local {
        /** Gets ready for a pass; one thread. */
        default void begin(Pass pass) {}

        /** Computes values of a worker's samples. */
        void forward(int worker);

        /** Adds a worker's part of gradients and computes errors of its samples. */
        void backward(int worker);
    }

    /** One task in either direction; null where there is nothing to do. */
    record Plain(Workspace.@Nullable Task onward, Workspace.@Nullable Task back) implements Local {
        @Override
        public void forward(int worker) {
            if (onward != null) {
                onward.run(worker);
            }
        }

        @Override
        public void backward(int worker) {
            if (back != null) {
                back.run(worker);
            }
        }
    }

    /** What workers do one thing after the other, without waiting for one another. */
    static final class Chain implements Step {
        private final Workers workers;
        private final List<Local> all = new ArrayList<>();
        private final Workspace.Task onward = this::onward;
        private final Workspace.Task back = this::back;

        Chain(Workers workers) {
            this.workers = workers;
        }

        void add(Local local) {
            all.add(local);
        }

        @Override
        public void forward(Pass pass) {
            for (Local local : all) {
                local.begin(pass);
            }
            workers.run(onward);
        }

        private void onward(int worker) {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).forward(worker);
            }
        }

        @Override
        public void backward() {
            workers.run(back);
        }

        private void back(int worker) {
            for (int i = all.size() - 1; i >= 0; i--) {
                all.get(i).backward(worker);
            }
        }
    }

    /** The one thing of batch norm for which all workers must have ended. */
    record Settle(BatchNorm norm) implements Step {
        @Override
        public void forward(Pass pass) {
            norm.settle(pass);
        }

        @Override
        public void backward() {
            norm.settleErrors();
        }
    }

    /**
     * Batch norm before it settles: forward gathers statistics, which evaluation does not need, and backward computes the errors.
     */
    static final class Measure implements Local {
        private final Workspace.Task measure;
        private final Workspace.Task backward;
        private boolean training;

        Measure(Images images, BatchNorm norm, Field outputError, Field inputError) {
            this.measure = images.task(norm::measure);
            this.backward =
                    images.task((worker, from, count) -> norm.backward(worker, from, count, outputError, inputError));
        }

        @Override
        public void begin(Pass pass) {
            training = pass.training();
        }

        @Override
        public void forward(int worker) {
            if (training) {
                measure.run(worker);
            }
        }

        @Override
        public void backward(int worker) {
            backward.run(worker);
        }
    }

    /** An activation in place; errors likewise. */
    static final class Activate implements Local {
        private final PointwiseActivation activation;
        private final Workspace.Task forward;
        private final Workspace.Task backward;
        private boolean training;

        Activate(Images images, Activation function, Field values, Field errors) {
            int floats = values.points() * values.channels();
            this.activation = new PointwiseActivation(images.workers(), function, images.samples(), 1, floats);
            this.forward = images.task((worker, from, count) -> {
                for (int sample = from; sample < from + count; sample++) {
                    activation.forward(worker, sample, 0, values.at(sample, 0), floats, training);
                }
            });
            this.backward = images.task((worker, from, count) -> {
                for (int sample = from; sample < from + count; sample++) {
                    activation.backward(worker, sample, 0, errors.at(sample, 0), floats);
                }
            });
        }

        @Override
        public void begin(Pass pass) {
            training = pass.training();
            if (training) {
                activation.keepSlopes();
            }
        }

        @Override
        public void forward(int worker) {
            forward.run(worker);
        }

        @Override
        public void backward(int worker) {
            backward.run(worker);
        }
    }
}
