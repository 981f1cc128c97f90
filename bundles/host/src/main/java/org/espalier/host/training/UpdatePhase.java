package org.espalier.host.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.espalier.api.growth.Parameter;
import org.espalier.api.optimize.UpdateRule;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.numbers.ParameterRounding;
import org.espalier.host.numbers.Precision;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;

/**
 * The last part of a step for one revision: gradients come to the heap, are clipped and rounded, the optimizer updates master
 * weights and moments, the weights are put back onto their grid, and what programs see of them goes to native memory; tile by tile,
 * so that in float32 each passes through the caches once.
 */
final class UpdatePhase implements AutoCloseable {
    private static final int TILE = 8192;
    private final WorkerTeam team;
    private final List<Tensor> trained = new ArrayList<>();
    private final List<UpdateRule> rules = new ArrayList<>();
    private final List<ParameterRounding> roundings = new ArrayList<>();
    private final boolean roundsGradients;
    private final boolean hidesWeights;
    /** By worker: what programs are to see of a span. */
    private final float[][] tiles;

    private final double[] rates;
    private final FloatPointer[][] values;
    private final FloatPointer[][] gradients;
    private final Span[][] shares;
    private final double[] partialNorms;

    /** A stretch of one tensor whose entries are of one age. */
    private record Span(int tensor, int from, int to, long birth) {}

    /** The update of a revision; rateOf gives the rate of each parameter before the schedule. */
    UpdatePhase(
            Revision revision,
            OptimizerByParameter optimizers,
            ToDoubleFunction<Parameter> rateOf,
            Precision precision,
            WorkerTeam team) {
        this.team = team;
        List<Span> spans = new ArrayList<>();
        try {
            for (Tensor tensor : revision.tensors()) {
                if (tensor.trained()) {
                    int index = trained.size();
                    trained.add(tensor);
                    rules.add(optimizers.of(tensor.parameter()).prepare(tensor.parameter()));
                    roundings.add(precision.rounding(tensor.parameter()));
                    tensor.ages().spans(TILE, (from, to, birth) -> spans.add(new Span(index, from, to, birth)));
                }
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        rates = trained.stream()
                .mapToDouble(t -> rateOf.applyAsDouble(t.parameter()))
                .toArray();
        values = cursors(Tensor::valuesCursor);
        gradients = cursors(Tensor::gradientCursor);
        shares = share(spans, team.size());
        partialNorms = new double[trained.size()];
        roundsGradients = roundings.stream().anyMatch(ParameterRounding::takesGradients);
        hidesWeights = roundings.stream().anyMatch(ParameterRounding::hidesWeights);
        tiles = new float[team.size()][hidesWeights ? TILE : 0];
    }

    private FloatPointer[][] cursors(Function<Tensor, FloatPointer> cursor) {
        FloatPointer[][] all = new FloatPointer[team.size()][trained.size()];
        for (FloatPointer[] ofWorker : all) {
            for (int t = 0; t < ofWorker.length; t++) {
                ofWorker[t] = cursor.apply(trained.get(t));
            }
        }
        return all;
    }

    /** Neighbouring spans of about equal length for each worker. */
    private static Span[][] share(List<Span> spans, int workers) {
        long total = spans.stream().mapToLong(s -> s.to() - s.from()).sum();
        List<List<Span>> shares = new ArrayList<>();
        for (int w = 0; w < workers; w++) {
            shares.add(new ArrayList<>());
        }
        long before = 0;
        for (Span span : spans) {
            shares.get((int) Math.min(workers - 1, before * workers / Math.max(1, total)))
                    .add(span);
            before += span.to() - span.from();
        }
        return shares.stream().map(s -> s.toArray(Span[]::new)).toArray(Span[][]::new);
    }

    /** Sets all native gradients to zero. */
    void zeroGradients() {
        team.run(worker -> {
            for (int t = worker; t < trained.size(); t += team.size()) {
                FloatPointer start = gradients[worker][t].position(0);
                Pointer.memset(start, 0, (long) Float.BYTES * trained.get(t).values().length);
            }
        });
    }

    /** Copies all gradients to the heap. */
    void gather() {
        team.run(worker -> {
            for (Span span : shares[worker]) {
                get(worker, span);
            }
        });
    }

    /** The Euclidean norm of all gathered gradients; summed tensor by tensor, so that it does not depend on the workers. */
    double norm() {
        team.run(worker -> {
            for (int t = worker; t < trained.size(); t += team.size()) {
                double sum = 0;
                for (float g : trained.get(t).gradient()) {
                    sum += (double) g * g;
                }
                partialNorms[t] = sum;
            }
        });
        double sum = 0;
        for (double partial : partialNorms) {
            sum += partial;
        }
        return Math.sqrt(sum);
    }

    /** Multiplies all gathered gradients. */
    void scale(double factor) {
        float f = (float) factor;
        team.run(worker -> {
            for (Span span : shares[worker]) {
                float[] gradient = trained.get(span.tensor()).gradient();
                for (int i = span.from(); i < span.to(); i++) {
                    gradient[i] *= f;
                }
            }
        });
    }

    /**
     * Updates all weights and moments.
     *
     * @param factor   the schedule's factor on every rate
     * @param step     the step in hand, from 1
     * @param gathered whether the gradients are on the heap already
     */
    void apply(double factor, long step, boolean gathered) {
        begin(step);
        if (roundsGradients) {
            fitGradients(gathered);
        }
        update(factor, step, gathered || roundsGradients);
        if (hidesWeights) {
            show();
        }
    }

    /** Has programs see the weights of a step that updates none. */
    void show(long step) {
        if (hidesWeights) {
            begin(step);
            show();
        }
    }

    private void begin(long step) {
        for (int t = 0; t < trained.size(); t++) {
            roundings.get(t).begin(step);
        }
    }

    /** Their scales follow from all gradients of a parameter, so all are needed before the first is rounded. */
    private void fitGradients(boolean gathered) {
        team.run(worker -> {
            for (int t = worker; t < trained.size(); t += team.size()) {
                float[] gradient = trained.get(t).gradient();
                if (!gathered && gradient.length > 0) {
                    gradients[worker][t].position(0).get(gradient, 0, gradient.length);
                }
                roundings.get(t).fitGradient(gradient);
            }
        });
    }

    private void update(double factor, long step, boolean gathered) {
        team.run(worker -> {
            for (Span span : shares[worker]) {
                if (!gathered) {
                    get(worker, span);
                }
                Tensor tensor = trained.get(span.tensor());
                ParameterRounding rounding = roundings.get(span.tensor());
                rounding.gradient(tensor.gradient(), span.from(), span.to());
                rules.get(span.tensor())
                        .update(
                                tensor.values(),
                                tensor.gradient(),
                                tensor.moments(),
                                span.from(),
                                span.to(),
                                rates[span.tensor()] * factor,
                                step - span.birth(),
                                tensor.constants());
                rounding.update(tensor.values(), span.from(), span.to(), tensor.scales());
                if (!rounding.hidesWeights()) {
                    values[worker][span.tensor()]
                            .position(span.from())
                            .put(tensor.values(), span.from(), span.to() - span.from());
                }
            }
        });
    }

    /** The scales of what programs see follow from all weights of a parameter, so all must have been updated. */
    private void show() {
        team.run(worker -> {
            for (int t = worker; t < trained.size(); t += team.size()) {
                roundings.get(t).fitWeights(trained.get(t).values());
            }
        });
        team.run(worker -> {
            float[] tile = tiles[worker];
            for (Span span : shares[worker]) {
                ParameterRounding rounding = roundings.get(span.tensor());
                if (rounding.hidesWeights()) {
                    rounding.see(trained.get(span.tensor()).values(), span.from(), span.to(), tile);
                    values[worker][span.tensor()].position(span.from()).put(tile, 0, span.to() - span.from());
                }
            }
        });
    }

    private void get(int worker, Span span) {
        gradients[worker][span.tensor()]
                .position(span.from())
                .get(trained.get(span.tensor()).gradient(), span.from(), span.to() - span.from());
    }

    @Override
    public void close() {
        rules.forEach(UpdateRule::close);
        roundings.forEach(ParameterRounding::close);
    }
}
