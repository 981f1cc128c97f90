package org.espalier.report.compare;

import java.util.List;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.RunRecord;

/**
 * What some runs have behind them in common: the lines with which all their journals begin. A fork has its parent's journal up to
 * its checkpoint, so this tells what came before the checkpoint from what came after it at the same step.
 *
 * @param lines  how many; 0 for runs without a common birth
 * @param branch the step at which the runs part: what one of them has done once more on the way there is no news either
 */
record CommonHistory(int lines, long branch) {
    static CommonHistory of(List<RunRecord> runs, long branch) {
        List<JournalLine> first = runs.get(0).journal();
        int lines = first.size();
        for (RunRecord run : runs.subList(1, runs.size())) {
            List<JournalLine> other = run.journal();
            int same = 0;
            while (same < Math.min(lines, other.size())
                    && first.get(same).fields().equals(other.get(same).fields())) {
                same++;
            }
            lines = same;
        }
        return new CommonHistory(lines, branch);
    }

    /** The lines of one of the runs that are its own. */
    List<JournalLine> since(RunRecord run) {
        return run.journal().stream()
                .skip(lines)
                .filter(line -> line.step() >= branch)
                .toList();
    }
}
