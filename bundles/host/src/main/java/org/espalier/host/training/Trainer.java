package org.espalier.host.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.optimize.Progress;
import org.espalier.api.optimize.Rate;
import org.espalier.api.plugin.RandomStream;
import org.espalier.api.run.RunEvent;
import org.espalier.host.growth.DimSizes;
import org.espalier.host.growth.EntryView;
import org.espalier.host.growth.Growth;
import org.espalier.host.growth.GrowthRules;
import org.espalier.host.growth.Intention;
import org.espalier.host.growth.Spectra;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.log.RunLog;
import org.espalier.host.plugins.Guard;
import org.espalier.host.weights.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The loop of one run: batch → forward → loss → backward → clip → update, and growth between two steps. It changes the
 * training state and nothing else that lasts. One thread.
 */
public final class Trainer implements AutoCloseable {
    private final Setup setup;
    private final TrainingState state;
    private final RunLog log;
    private final WorkerTeam team;
    private final Programs programs;
    private final Passes passes;
    private final Evaluation evaluation;
    private final HeldOutTrial trial;
    private final Growth growth;
    private final RandomStream reprepare;
    private final RandomStream augmentation;
    private final Progress progress = new RunProgress();
    private final int samples;
    private UpdatePhase update;
    private int @Nullable [] order;
    private double rate;

    /** A trainer that goes on from a state, whose revision it closes at its end unless it parts with it. */
    public Trainer(Setup setup, TrainingState state, RunLog log) {
        this.setup = setup;
        this.state = state;
        this.log = log;
        this.team = new WorkerTeam(setup.id(), setup.workers());
        this.programs = new Programs(setup.model(), setup.data(), state.normaliser, setup.loss(), team);
        this.passes = new Passes(setup.seed(), setup.precision(), team);
        this.evaluation = new Evaluation(programs, passes, setup.data(), setup.batch());
        this.reprepare = RandomStream.of(setup.seed(), "reprepare");
        this.augmentation = RandomStream.of(setup.seed(), "augmentation");
        try {
            this.samples = setup.data().count(Split.TRAIN);
            int tried = Math.min(setup.batch(), setup.data().count(Split.VALIDATION));
            this.trial = new HeldOutTrial(programs, passes, tried);
            this.growth = growth();
            this.update = prepareUpdate(state.revision);
        } catch (RuntimeException | Error e) {
            team.close();
            throw e;
        }
    }

    private Growth growth() {
        GrowthRules rules = new GrowthRules(
                new DataSizing(setup.model(), setup.data(), setup.batch()),
                setup.budget(),
                setup.moments(),
                setup.births(),
                setup.optimizers(),
                setup.precision(),
                setup.seed());
        return new Growth(
                setup.entries(),
                state.entries,
                setup.strategies(),
                rules,
                new Spectra(team::run),
                trial,
                log,
                new Guard(setup.id()),
                setup.deadline());
    }

    private UpdatePhase prepareUpdate(Revision revision) {
        return new UpdatePhase(revision, setup.optimizers(), setup.rates(), setup.precision(), team);
    }

    /** The state, live: look at it between steps only. */
    public TrainingState state() {
        return state;
    }

    /** Steps per epoch. */
    public long stepsPerEpoch() {
        return (samples + setup.batch() - 1) / setup.batch();
    }

    /** Steps of the whole run. */
    public long steps() {
        return stepsPerEpoch() * setup.epochs();
    }

    /** The epoch in hand, from 1. */
    public long epochInHand() {
        return Math.min(setup.epochs(), state.epoch + 1);
    }

    /** Whether all steps are done. */
    public boolean finished() {
        return state.step >= steps();
    }

    /** Trained entries now. */
    public long parameters() {
        return state.revision.layout().trainedEntries();
    }

    /**
     * One step and all that belongs between it and the next.
     *
     * @return the step's mean loss
     * @throws DivergedException if the loss or a norm that is to be clipped is not finite; weights are those before the step
     */
    public double step() throws DivergedException {
        double loss = advance();
        grow();
        return loss;
    }

    /**
     * One step, with an evaluation at an epoch's end; {@link #grow} belongs between it and the next.
     *
     * @return the step's mean loss
     * @throws DivergedException as {@link #step}
     */
    public double advance() throws DivergedException {
        long start = System.nanoTime();
        maybeReprepare();
        double loss = train();
        state.seconds += (System.nanoTime() - start) / 1e9;
        if (state.taken == samples) {
            endEpoch();
        }
        state.growthDue = true;
        return loss;
    }

    /** The entries that are to be asked after the step that was just done. */
    public List<GrowthEntry> due() {
        return finished() ? List.of() : growth.due(state.step, state.epoch, epochEnded());
    }

    /** Asks the entries that are due and goes on with what they grow. What were born after the last step would never be trained. */
    public void grow() {
        if (!finished()) {
            long start = System.nanoTime();
            grow(epochEnded());
            state.seconds += (System.nanoTime() - start) / 1e9;
        }
        state.growthDue = false;
    }

    private boolean epochEnded() {
        return state.step > 0 && state.taken == 0;
    }

    private double train() throws DivergedException {
        int count = Math.min(setup.batch(), samples - state.taken);
        PreparedBatch batch = programs.get(state.revision.dims(), count);
        batch.loadForTraining(augmentation.at(state.epoch), order(), state.taken);
        Rate next = setup.schedule().rate(progress, state.schedule);
        Passes.HostedPass pass = passes.training(state.step, state.revision, growth.taps(state.revision));
        update.zeroGradients();
        batch.forward(state.revision.weights(), pass);
        double loss = batch.backward(state.revision.weights(), state.revision.gradients());
        if (!Double.isFinite(loss)) {
            throw new DivergedException("the loss of step " + (state.step + 1) + " is " + loss);
        }
        applyGradients(loss, next.factor());
        pass.commit();
        rate = next.factor();
        state.schedule = next.next();
        state.step++;
        state.taken += count;
        state.lossSum += loss;
        state.lossCount++;
        state.lastLoss = loss;
        state.flops += batch.flops();
        return loss;
    }

    private void applyGradients(double loss, double factor) throws DivergedException {
        boolean gather = growth.readsGradients(state.revision) || setup.clip().isPresent();
        if (gather) {
            update.gather();
        }
        growth.observe(loss, state.revision);
        if (setup.clip().isPresent()) {
            double norm = update.norm();
            if (!Double.isFinite(norm)) {
                throw new DivergedException("the gradient's norm in step " + (state.step + 1) + " is " + norm);
            }
            if (norm > setup.clip().getAsDouble()) {
                update.scale(setup.clip().getAsDouble() / norm);
            }
        }
        if (setup.trains()) {
            update.apply(factor, state.step + 1, gather);
        } else {
            update.show(state.step + 1);
        }
    }

    private int[] order() {
        if (order == null) {
            order = setup.order().of(state.epoch, samples);
        }
        return order;
    }

    private void endEpoch() {
        state.epoch++;
        state.taken = 0;
        order = null;
        double train = state.lossSum / state.lossCount;
        state.lossSum = 0;
        state.lossCount = 0;
        Score score = evaluation.score(Split.VALIDATION, state.revision, state.revision.dims());
        state.heldOut = score.loss();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("epoch", state.epoch);
        fields.put("train", train);
        fields.put("held-out", state.heldOut);
        if (!score.figures().isEmpty()) {
            fields.put("figures", score.figures());
        }
        fields.put("rate", rate);
        fields.put("parameters", parameters());
        fields.put("flops", state.flops);
        fields.put("seconds", state.seconds);
        fields.put("dims", sizes(state.revision.dims()));
        log.metric("epoch", state.step, fields);
        log.tell(new RunEvent.Epoch(state.epoch, train, state.heldOut, parameters(), dimSizes(), score.figures()));
    }

    private void grow(boolean epochEnded) {
        Revision next = setup.recorded().leads()
                ? growth.again(setup.recorded().after(state.step), state.revision, state.step)
                : growth.visit(state.revision, moment(epochEnded));
        if (next != state.revision) {
            UpdatePhase prepared;
            try {
                prepared = prepareUpdate(next);
            } catch (RuntimeException | Error e) {
                next.closeUnless(state.revision);
                throw e;
            }
            Revision before = state.revision;
            state.revision = next;
            replaceUpdate(prepared);
            programs.keepOnly(next);
            passes.forget();
            before.closeUnless(next);
        }
    }

    private void replaceUpdate(UpdatePhase next) {
        UpdatePhase before = update;
        update = next;
        before.close();
    }

    private void maybeReprepare() {
        if (setup.reprepare() > 0 && reprepare.uniform(state.step) < setup.reprepare()) {
            programs.clear();
            passes.forget();
            replaceUpdate(prepareUpdate(state.revision));
        }
    }

    /** The score on a split at other sizes of the data, such as a resolution never trained on. */
    public Score evaluate(Split split, Dims dims) {
        return evaluation.score(split, state.revision, dims);
    }

    /** Physical outputs for the first samples of a split. */
    public Outputs predict(Split split, int samples, Dims dims) {
        PreparedBatch batch = programs.get(dims, samples);
        int[] first = new int[samples];
        Arrays.setAll(first, i -> i);
        batch.load(split, first, 0);
        batch.forward(state.revision.weights(), passes.evaluation());
        return new Outputs(batch.outputShape(), batch.output().clone());
    }

    /** The growable sizes as watchers see them. */
    public List<RunEvent.DimSize> dimSizes() {
        return DimSizes.of(state.revision.dims());
    }

    private static Map<String, Integer> sizes(Dims dims) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Dim dim : dims.list()) {
            sizes.put(dim.name(), dim.size());
        }
        return sizes;
    }

    /** What an entry will do at its next look, as things stand now; nothing of it is done. */
    public Intention intention(GrowthEntry entry) {
        return growth.intention(entry, state.revision, moment(epochEnded()));
    }

    private EntryView.Moment moment(boolean epochEnded) {
        return new EntryView.Moment(
                state.step, state.epoch, stepsPerEpoch(), state.lastLoss, state.heldOut, epochEnded);
    }

    /** Mean loss on the held-out samples on which plans are tried. */
    public double trialLoss() {
        return trial.loss(state.revision);
    }

    /** Closes all but the state, with which another trainer is to go on. */
    public void part() {
        growth.close();
        try {
            update.close();
            passes.close();
            programs.close();
        } finally {
            team.close();
        }
    }

    @Override
    public void close() {
        try {
            part();
        } finally {
            state.revision.close();
        }
    }

    private final class RunProgress implements Progress {
        @Override
        public long step() {
            return state.step;
        }

        @Override
        public long steps() {
            return Trainer.this.steps();
        }

        @Override
        public long epoch() {
            return state.epoch;
        }

        @Override
        public long epochs() {
            return setup.epochs();
        }

        @Override
        public double heldOutLoss() {
            return state.heldOut;
        }
    }
}
