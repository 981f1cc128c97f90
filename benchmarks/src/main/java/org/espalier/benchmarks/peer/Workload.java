package org.espalier.benchmarks.peer;

import java.util.List;

/** A net that both sides train, with the same first weights on the same batches. Words of a command line carry it to a process of its own. */
sealed interface Workload permits OperatorWorkload, GptWorkload {
    /** The rate of Adam. */
    double RATE = 1e-3;

    /** Of weights and data. */
    long SEED = 7;

    /** Batches that there are. */
    int BATCHES = 8;

    /** Steps of an epoch, which takes the batches in turn. */
    int STEPS = 20_000;

    /** What tables call it. */
    String name();

    /** Threads of either side. */
    int threads();

    /** Steps of one turn. */
    int turn();

    /** It as words, the first of which says what kind it is. */
    List<String> words();

    /** The project's own side. */
    Stepper own() throws Exception;

    /** libtorch's side. */
    Stepper torch() throws Exception;

    /** The workload of these words. */
    static Workload of(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        return words.get(0).equals(OperatorWorkload.KIND) ? OperatorWorkload.of(rest) : GptWorkload.of(rest);
    }
}
