package org.espalier.host.growth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.host.growth.EntryView.Moment;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.weights.Revision;
import org.espalier.settings.OneLine;

/**
 * What entries will do next, for people: what their strategies answer at the step of their next look, with the weights of now. Nothing of
 * it is done or noted.
 */
final class Foresight {
    /** A strategy that puts its look off at every question would never be done. */
    private static final int MOST_QUESTIONS = 4;

    /** No run gets there. */
    private static final long FURTHEST = 1L << 53;

    private final Question question;
    private final Revision revision;
    private final Moment now;

    /** How a strategy is asked at a moment; empty if it is missing. */
    @FunctionalInterface
    interface Question {
        Optional<Answer> at(Moment moment) throws PluginFaultException;
    }

    /** What a plan leads to. */
    @FunctionalInterface
    interface Check {
        Blueprint of(GrowthPlan plan) throws PlanRefusedException;
    }

    /** Of a run that stands at that moment. */
    Foresight(Question question, Revision revision, Moment now) {
        this.question = question;
        this.revision = revision;
        this.now = now;
    }

    /** What an entry will do. */
    Intention of(GrowthEntry entry, Check check) {
        long step = entry.next(now.step() + 1, now.stepsPerEpoch());
        try {
            Optional<Answer> answer = question.at(then(step));
            for (int i = 1; i < MOST_QUESTIONS && answer.isPresent(); i++) {
                long look = answer.get().decision().notBefore();
                if (look <= step) {
                    break;
                }
                step = entry.next(Math.min(look, FURTHEST), now.stepsPerEpoch());
                answer = question.at(then(step));
            }
            return answer.isEmpty()
                    ? new Intention(step, "missing", "", "no bundle supplies its strategy")
                    : intention(step, answer.get(), check);
        } catch (PluginFaultException e) {
            return new Intention(step, "fault", "", OneLine.whole("strategy " + e.getMessage()));
        }
    }

    private Moment then(long step) {
        long perEpoch = now.stepsPerEpoch();
        return new Moment(step, step / perEpoch, perEpoch, now.lastLoss(), now.heldOutLoss(), step % perEpoch == 0);
    }

    private Intention intention(long step, Answer answer, Check check) {
        Decision decision = answer.decision();
        List<String> outlook = answer.outlook();
        if (decision.plan().isEmpty()) {
            return new Intention(step, "keep", "", OneLine.whole(decision.why()), outlook);
        }
        try {
            Blueprint blueprint = check.of(decision.plan().get());
            List<SizeChange> changes = blueprint.changes();
            Map<String, Double> lost = CutShare.of(blueprint, revision);
            String all = changes.stream()
                    .map(change -> Words.change(change, blueprint.dims(), lost))
                    .collect(Collectors.joining(", "));
            return new Intention(
                    step, Direction.of(decision, revision.dims()), all, OneLine.whole(decision.why()), outlook);
        } catch (PlanRefusedException e) {
            String refusal = OneLine.whole(e.getMessage() + " (asked for since " + decision.why() + ")");
            return new Intention(step, "refused", "", refusal, outlook);
        }
    }
}
