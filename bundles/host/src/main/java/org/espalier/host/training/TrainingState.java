package org.espalier.host.training;

import java.util.Map;
import java.util.TreeMap;
import org.espalier.api.plugin.PluginState;
import org.espalier.host.growth.EntryState;
import org.espalier.host.weights.Revision;

/** All that changes while a run trains, and nothing else: what a checkpoint must hold for the run to go on bit for bit. */
public final class TrainingState {
    /** Weights, moments, ages, sizes. */
    public Revision revision;

    /** Channel-wise normalisers, fixed at birth. */
    public final Normaliser normaliser;

    /** State of each growth entry by id. */
    public final Map<String, EntryState> entries = new TreeMap<>();

    /** State of the schedule. */
    public PluginState schedule = PluginState.empty();

    /** Whether the entries that are due after the last step are still to be asked. */
    public boolean growthDue;

    /** Steps done. */
    public long step;

    /** Epochs done. */
    public long epoch;

    /** Samples of the epoch in hand that were taken. */
    public int taken;

    /** Sum of the losses of the epoch's steps. */
    public double lossSum;

    /** Steps of the epoch done. */
    public long lossCount;

    /** Loss of the last step; NaN before the first. */
    public double lastLoss = Double.NaN;

    /** Loss on the validation split at the last evaluation; NaN before the first. */
    public double heldOut = Double.NaN;

    /** Modelled floating-point operations of all steps. */
    public double flops;

    /** Seconds spent in steps and growth. */
    public double seconds;

    /** The state of a run with that revision. */
    public TrainingState(Revision revision, Normaliser normaliser) {
        this.revision = revision;
        this.normaliser = normaliser;
    }

    /** The same moment with another revision; the entries are those of now, to be replaced one by one. */
    public TrainingState with(Revision other) {
        TrainingState next = new TrainingState(other, normaliser);
        next.entries.putAll(entries);
        next.schedule = schedule;
        next.growthDue = growthDue;
        next.step = step;
        next.epoch = epoch;
        next.taken = taken;
        next.lossSum = lossSum;
        next.lossCount = lossCount;
        next.lastLoss = lastLoss;
        next.heldOut = heldOut;
        next.flops = flops;
        next.seconds = seconds;
        return next;
    }
}
