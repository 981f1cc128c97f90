package org.espalier.data.generated;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.api.plugin.RandomStream;

/** A problem that is solved at once: random numbers in, their squares out; it counts its solutions and may do more. */
final class Squares implements Problem {
    final AtomicInteger solved = new AtomicInteger();
    private final String version;
    private final Runnable meanwhile;

    Squares(String version, Runnable meanwhile) {
        this.version = version;
        this.meanwhile = meanwhile;
    }

    Squares() {
        this("1", () -> {});
    }

    @Override
    public String name() {
        return "squares";
    }

    @Override
    public String doing() {
        return "squaring";
    }

    @Override
    public SortedMap<String, String> facts() {
        return new TreeMap<>(Map.of("version", version));
    }

    @Override
    public int points() {
        return 8;
    }

    @Override
    public int axes() {
        return 1;
    }

    @Override
    public Solver solver() {
        return (RandomStream draws, float[] input, float[] target, int at) -> {
            solved.incrementAndGet();
            meanwhile.run();
            for (int i = 0; i < points(); i++) {
                input[at + i] = (float) draws.normal(i);
                target[at + i] = input[at + i] * input[at + i];
            }
        };
    }
}
