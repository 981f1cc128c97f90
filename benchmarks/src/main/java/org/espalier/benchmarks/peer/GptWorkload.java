package org.espalier.benchmarks.peer;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.benchmarks.TokenArrays;

/**
 * A GPT on random tokens.
 *
 * @param name    what tables call it
 * @param size    its sizes
 * @param threads of either side
 */
record GptWorkload(String name, GptSize size, int threads) implements Workload {
    static final String KIND = "gpt";

    static GptWorkload of(List<String> words) {
        int[] sizes = words.stream().skip(1).mapToInt(Integer::parseInt).toArray();
        return new GptWorkload(
                words.get(0), new GptSize(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]), sizes[6]);
    }

    @Override
    public List<String> words() {
        return Stream.of(
                        KIND,
                        name,
                        size.layers(),
                        size.heads(),
                        size.width(),
                        size.context(),
                        size.tokens(),
                        size.batch(),
                        threads)
                .map(Object::toString)
                .toList();
    }

    @Override
    public int turn() {
        return 15;
    }

    private TokenArrays data() {
        return new TokenArrays(
                size.context(), size.tokens(), BATCHES * size.batch(), STEPS * size.batch(), size.batch(), SEED);
    }

    @Override
    public Stepper own() throws Exception {
        return OwnStepper.ofGpt(size, data(), RATE, threads);
    }

    @Override
    public Stepper torch() throws Exception {
        return TorchStepper.ofGpt(size, data(), RATE, threads, BATCHES);
    }
}
