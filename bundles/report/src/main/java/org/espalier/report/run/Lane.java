package org.espalier.report.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of one dim over a run.
 *
 * @param dim   its name
 * @param kind  what it counts; empty if nobody said
 * @param limit most entries it may have; 0 if nobody said, or if it has outgrown what was said
 * @param scale the thickness of the lane in entries: the same for all dims of a kind, so that they compare
 * @param steps sizes from their steps on, the first from step 0
 */
public record Lane(String dim, String kind, int limit, int scale, List<Size> steps) {
    /**
     * A size from a step on.
     *
     * @param step   optimizer steps done
     * @param size   entries
     * @param reason the journal's line, if there is one
     */
    public record Size(long step, int size, @Nullable JournalLine reason) {}

    /** Whether another run's dim has had the same sizes from the same steps on. */
    public boolean growsAs(@Nullable Lane other) {
        return other != null && sizes().equals(other.sizes());
    }

    private List<List<Long>> sizes() {
        return steps.stream()
                .map(size -> List.of(size.step(), (long) size.size()))
                .toList();
    }

    /** The largest size that it has had. */
    public int largest() {
        return steps.stream().mapToInt(Size::size).max().orElse(0);
    }

    /** Its size in the end. */
    public int last() {
        return steps.get(steps.size() - 1).size();
    }
}
