package org.espalier.data.generated;

import java.util.SortedMap;
import org.espalier.api.plugin.RandomStream;

/** A family of random problems whose solutions are worth learning: a pure function from random numbers to input and target. */
public interface Problem {
    /** Name in file names and random streams, such as {@code darcy}. */
    String name();

    /** What people see while samples are solved, such as {@code solving Darcy flow}. */
    String doing();

    /** Everything that decides a sample besides seed and index: the generator's version, solver settings, grid. */
    SortedMap<String, String> facts();

    /** Points per axis of input and target. */
    int points();

    /** 1 or 2. */
    int axes();

    /** How many samples one draw gives, one after the other: more than one where they are pieces of one trajectory. */
    default int perDraw() {
        return 1;
    }

    /** A solver with scratch of its own, for one thread at a time. */
    Solver solver();

    /** The prepared form of a problem; holds constants and scratch only. */
    interface Solver {
        /**
         * Draws one input, solves for its target and writes both; of a trajectory all samples that the arrays have room for, at
         * most {@link Problem#perDraw}. May leave some unwritten if the thread is interrupted.
         *
         * @param draws this draw's random numbers
         * @throws ArithmeticException if the solver does not converge
         */
        void solve(RandomStream draws, float[] input, float[] target, int at);
    }
}
