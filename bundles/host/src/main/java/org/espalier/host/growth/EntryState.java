package org.espalier.host.growth;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.api.growth.PlanOutcome;
import org.espalier.api.plugin.PluginState;
import org.espalier.host.plugins.Serving;

/** What the host remembers of one growth entry between decisions; all of it goes into checkpoints. */
public final class EntryState {
    private PluginState plugin;
    private int schema;
    private double lossSum;
    private long lossCount;
    private final Map<String, double[]> gradientEnergy = new TreeMap<>();
    private final Map<String, double[]> bridges = new TreeMap<>();
    private Optional<Outcome> lastOutcome = Optional.empty();
    private int faults;
    private Optional<Serving> faulty = Optional.empty();
    private String faultyVersion = "";
    private long lastFault;
    private Set<String> wants = Set.of();
    private boolean begun;
    private boolean missed;

    /** The state of an entry whose strategy begins with that. */
    public EntryState(PluginState plugin, int schema) {
        this.plugin = plugin;
        this.schema = schema;
        this.begun = true;
    }

    /** The state of an entry whose strategy has not been there yet. */
    public static EntryState unbegun() {
        EntryState state = new EntryState(PluginState.empty(), 0);
        state.begun = false;
        return state;
    }

    /** The same with another state of its strategy; what was gathered since the last decision goes with it. */
    public EntryState with(PluginState other, int otherSchema) {
        EntryState next = new EntryState(other, otherSchema);
        next.losses(lossSum, lossCount);
        next.gradientEnergy.putAll(gradientEnergy);
        next.bridges.putAll(bridges);
        next.lastOutcome = lastOutcome;
        next.faults = faults;
        next.faulty = faulty;
        next.faultyVersion = faultyVersion;
        next.lastFault = lastFault;
        next.wants = wants;
        next.missed = missed;
        return next;
    }

    /** Whether a strategy has begun it; until then nothing is gathered for it, and no checkpoint holds anything of it. */
    public boolean begun() {
        return begun;
    }

    /** The strategy's own state. */
    public PluginState plugin() {
        return plugin;
    }

    /** The schema under which the strategy wrote it. */
    public int schema() {
        return schema;
    }

    /** Replaces the strategy's own state. */
    public void plugin(PluginState next, int schema) {
        this.plugin = next;
        this.schema = schema;
        this.begun = true;
    }

    /** Notes whether its strategy was missing when it was due; gives back whether it was so before. */
    boolean missed(boolean now) {
        boolean before = missed;
        missed = now;
        return before;
    }

    /** Signals that the strategy's settings want; found out anew whenever a strategy is bound. */
    public Set<String> wants() {
        return wants;
    }

    /** Sets the signals that the strategy's settings want. */
    public void wants(Set<String> signals) {
        this.wants = Set.copyOf(signals);
    }

    /** Adds the loss of one training step. */
    public void addLoss(double loss) {
        lossSum += loss;
        lossCount++;
    }

    /** Sum of losses since the last decision. */
    public double lossSum() {
        return lossSum;
    }

    /** Steps since the last decision. */
    public long lossCount() {
        return lossCount;
    }

    /** Mean loss since the last decision; NaN without a step. */
    double meanLoss() {
        return lossCount == 0 ? Double.NaN : lossSum / lossCount;
    }

    /** Sets what a checkpoint says of losses since the last decision. */
    public void losses(double sum, long count) {
        lossSum = sum;
        lossCount = count;
    }

    /** Squared gradients by dim and shell since the last decision, live. */
    public Map<String, double[]> gradientEnergy() {
        return gradientEnergy;
    }

    /** Gradients of direct weights across dims, [fed, read], since the last decision and the last growth; live. */
    public Map<String, double[]> bridges() {
        return bridges;
    }

    /** Begins a new stretch between decisions. */
    void beginStretch() {
        lossSum = 0;
        lossCount = 0;
        gradientEnergy.clear();
        bridges.clear();
    }

    /** What became of the last plan. */
    public Optional<Outcome> lastOutcome() {
        return lastOutcome;
    }

    /** Sets what became of the last plan. */
    public void lastOutcome(PlanOutcome.Status status, String why) {
        lastOutcome = Optional.of(new Outcome(status, why));
    }

    /** Faults in a row. */
    public int faults() {
        return faults;
    }

    /** Bundle and version of the strategy whose faults they are; empty if there are none, or it is not known. */
    public String faultyVersion() {
        return faultyVersion;
    }

    /** Sets what a checkpoint says of faults: how many in a row, and of which bundle and version. */
    public void faults(int faults, String version) {
        this.faults = faults;
        faulty = Optional.empty();
        faultyVersion = faults == 0 ? "" : version;
    }

    /** Forgets all faults. */
    void absolve() {
        faults(0, "");
    }

    /** What became of an entry that is asked no more; empty of one that is. */
    public Optional<String> shunned() {
        return faults < Growth.MOST_FAULTS
                ? Optional.empty()
                : Optional.of("failed " + faults + " times" + (lastFault > 0 ? " at step " + lastFault : "")
                        + ", asked no more");
    }

    /** Adds a fault of a service. */
    void fault(Optional<Serving> service, long step) {
        faults++;
        lastFault = step;
        faulty = service;
        faultyVersion = service.map(Serving::version).orElse("");
    }

    /**
     * Forgets the faults of another service than the one that serves now; whether there were any. After a restart a
     * service is known by its version.
     */
    boolean absolve(Optional<Serving> service) {
        if (faults == 0 || service.isEmpty() || service.equals(faulty)) {
            return false;
        }
        if (faulty.isEmpty() && service.get().mayBe(faultyVersion)) {
            faulty = service;
            return false;
        }
        absolve();
        return true;
    }

    /**
     * What became of a plan.
     *
     * @param status applied or not
     * @param why    one line
     */
    public record Outcome(PlanOutcome.Status status, String why) implements PlanOutcome {}
}
