package org.espalier.ifno;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.OneOf;
import org.espalier.api.plugin.Range;

/** What a job says about an IFNO entry. Sizes count the buffer, so a dim of size 6 with buffer 2 has 4 leading entries. */
public record IfnoSettings(
        @Doc("quantity that decides: share of the weights' energy, share of the gradient's energy, validation loss"
                        + " between two decisions, or the variance ratio of the authors' prototype")
                @OneOf({
                    IfnoSettings.EXPLAINED,
                    IfnoSettings.GRADIENT,
                    IfnoSettings.LOSS_GAP,
                    IfnoSettings.REFERENCE_VARIANCE
                })
                @Default(IfnoSettings.EXPLAINED)
                String criterion,
        @Doc("share of the energy below which the leading entries explain too little, so that the dim grows")
                @Range(min = 0, max = 1)
                @Default("0.97")
                double explained,
        @Doc("entries at the end that train but do not count as leading; without them every share would be 1")
                @Range(min = 1, max = 4096)
                @Default("2")
                int buffer,
        @Doc("most entries that one decision adds to a dim; 0 for as many as the criterion asks, at most the buffer")
                @Range(min = 0, max = 4096)
                @Default("0")
                int maxStep,
        @Doc(
                        "largest change of the validation loss between two decisions that counts as stalled, for criterion loss-gap")
                @Range(min = 0)
                @Default("1e-3")
                double lossGap,
        @Doc("values of newborn entries: zero keeps the function, default is what the job's init says")
                @OneOf({IfnoSettings.ZERO, IfnoSettings.DEFAULT})
                @Default(IfnoSettings.ZERO)
                String born,
        @Doc("optimizer steps before which nothing grows") @Range(min = 0) @Default("0") long warmUp) {

    static final String EXPLAINED = "explained";
    static final String GRADIENT = "gradient";
    static final String LOSS_GAP = "loss-gap";
    static final String REFERENCE_VARIANCE = "reference-variance";
    static final String ZERO = "zero";
    static final String DEFAULT = "default";

    /** Whether the loss decides; else a share of energy does. */
    boolean byLoss() {
        return criterion.equals(LOSS_GAP);
    }

    /** Whether the energy is the gradient's, not the weights'. */
    boolean byGradient() {
        return criterion.equals(GRADIENT) || criterion.equals(REFERENCE_VARIANCE);
    }

    /** Entries that count as leading in a dim of that size. */
    int leading(int size) {
        return Math.max(0, size - buffer);
    }
}
