package org.espalier.host.growth;

/**
 * One growth entry of a job: which strategy may grow which dims, and when it is asked.
 *
 * @param id       names the entry in journal and state; unique in a job
 * @param claim    pattern of the dims that it may grow
 * @param everySteps asked after every that many steps; 0 to count epochs
 * @param everyEpochs asked after every that many epochs; 0 to count steps
 * @param afterSteps not asked before that many steps are done
 * @param afterEpochs not asked before that many epochs are done
 */
public record GrowthEntry(
        String id, String claim, long everySteps, long everyEpochs, long afterSteps, long afterEpochs) {
    /** Whether the entry is due after a step. */
    boolean due(long step, long epoch, boolean epochEnded) {
        if (step < afterSteps || epoch < afterEpochs) {
            return false;
        }
        return everySteps > 0 ? step % everySteps == 0 : epochEnded && epoch % everyEpochs == 0;
    }
}
