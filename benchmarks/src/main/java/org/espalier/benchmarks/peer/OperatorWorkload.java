package org.espalier.benchmarks.peer;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.benchmarks.operators.FieldArrays;
import org.espalier.benchmarks.operators.OperatorCase;
import org.espalier.benchmarks.operators.TorchWeights;

/**
 * A Fourier neural operator from noise to noise.
 *
 * @param operator its sizes
 * @param threads  of either side
 */
record OperatorWorkload(OperatorCase operator, int threads) implements Workload {
    static final String KIND = "operator";

    static OperatorWorkload of(List<String> words) {
        int[] sizes = words.stream().skip(1).mapToInt(Integer::parseInt).toArray();
        return new OperatorWorkload(
                new OperatorCase(words.get(0), sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]), sizes[5]);
    }

    @Override
    public List<String> words() {
        return Stream.of(
                        KIND,
                        operator.name(),
                        operator.axes(),
                        operator.points(),
                        operator.width(),
                        operator.modes(),
                        operator.batch(),
                        threads)
                .map(Object::toString)
                .toList();
    }

    @Override
    public String name() {
        return operator.name();
    }

    @Override
    public int turn() {
        return operator.axes() == 1 ? 40 : 15;
    }

    private FieldArrays data() {
        return FieldArrays.noise(operator, BATCHES, STEPS, SEED);
    }

    @Override
    public Stepper own() throws Exception {
        return OwnStepper.ofOperator(operator, TorchWeights.random(operator, SEED), data(), RATE, threads);
    }

    @Override
    public Stepper torch() throws Exception {
        return TorchStepper.ofOperator(operator, TorchWeights.random(operator, SEED), data(), RATE, threads, BATCHES);
    }
}
