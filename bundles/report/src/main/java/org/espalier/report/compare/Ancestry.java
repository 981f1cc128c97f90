package org.espalier.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.report.run.JournalLine;
import org.espalier.report.run.RunRecord;

/**
 * Whose history a run has, by its journal: its ancestors up to the checkpoints at which they were forked, then itself.
 *
 * @param born  when the first of them was born; two runs are related only if theirs is the same
 * @param lives the run and its ancestors, the oldest first
 */
record Ancestry(String born, List<Life> lives) {
    /**
     * One of them.
     *
     * @param run   its id
     * @param began when it was born or forked; empty if its journal does not say
     * @param until the step at which the next was forked from it; no end for the last
     */
    record Life(String run, String began, long until) {
        /** Whether they are one, whatever their folders are called: a folder may be copied or renamed, the moment stays. */
        boolean isSame(Life other) {
            return began.isEmpty() || other.began.isEmpty() ? run.equals(other.run) : began.equals(other.began);
        }
    }

    /** What two runs have in common: the checkpoint at which they part. */
    record Branch(Optional<String> origin, long step) {
        /** That of runs which have nothing in common. */
        static final Branch NONE = new Branch(Optional.empty(), 0);
    }

    static Ancestry of(RunRecord run) {
        String born = "";
        String began = "";
        List<Life> lives = new ArrayList<>();
        for (JournalLine line : run.journal()) {
            if (line.kind().equals("birth")) {
                born = line.text("at");
                began = born;
                lives.clear();
            } else if (line.kind().equals("fork")) {
                String parent = line.text("parent");
                int at = parent.lastIndexOf('@');
                lives.add(new Life(at < 0 ? parent : parent.substring(0, at), began, line.step()));
                began = line.text("at");
            }
        }
        lives.add(new Life(run.name(), began, Long.MAX_VALUE));
        return new Ancestry(born, List.copyOf(lives));
    }

    /** Whether both are of one run, of which one folder is a copy. */
    boolean isCopy(Ancestry other) {
        if (born.isEmpty() || !born.equals(other.born) || lives.size() != other.lives.size()) return false;
        for (int i = 0; i < lives.size(); i++) {
            if (!lives.get(i).isSame(other.lives.get(i))
                    || lives.get(i).until() != other.lives.get(i).until()) return false;
        }
        return true;
    }

    /** Where another run parts from this one; it is no copy of it. */
    Branch branch(Ancestry other) {
        Branch branch = Branch.NONE;
        if (born.isEmpty() || !born.equals(other.born)) return branch;
        for (int i = 0; i < Math.min(lives.size(), other.lives.size()); i++) {
            Life here = lives.get(i);
            Life there = other.lives.get(i);
            if (!here.isSame(there)) return branch;
            long step = Math.min(here.until(), there.until());
            branch = new Branch(Optional.of(here.run() + "@" + step), step);
            if (here.until() != there.until()) return branch;
        }
        return branch;
    }

    /** Where the first two of some runs part. */
    static Branch branch(List<Ancestry> all) {
        Branch first = null;
        for (int i = 1; i < all.size(); i++) {
            Branch branch = all.get(0).branch(all.get(i));
            if (first == null || branch.step() < first.step()) first = branch;
        }
        return first == null ? Branch.NONE : first;
    }
}
