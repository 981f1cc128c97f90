package org.espalier.benchmarks.arms.modes;

import java.util.List;

/**
 * A task and the grids from which its arms choose.
 *
 * @param name         begins the names of its job files
 * @param title        for the page
 * @param fixedModes   K of the fixed arms, the largest last
 * @param alphas       α of the criterion, ascending
 * @param sameError    largest ratio of test errors to the fixed arm of most modes, at the training resolution
 * @param unseenError  the same at twice that, never trained on; infinite where nothing is asked
 * @param cost         largest ratio of modelled operations
 */
record ModeTask(
        String name,
        String title,
        List<Integer> fixedModes,
        List<Double> alphas,
        double sameError,
        double unseenError,
        double cost) {
    static final List<String> NAMES = List.of("burgers", "darcy", "kolmogorov");

    static ModeTask of(String name) {
        return switch (name) {
            case "burgers" ->
                new ModeTask(
                        "burgers",
                        "Burgers, ν = 0.01, 200 training fields, 128 points",
                        List.of(4, 8, 12, 16, 32),
                        List.of(0.5, 0.7, 0.9, 0.95, 0.99),
                        1.10,
                        Double.POSITIVE_INFINITY,
                        0.75);
            case "darcy" ->
                new ModeTask(
                        "darcy",
                        "Darcy flow, 800 training fields, 32² points",
                        List.of(4, 6, 8, 10, 12),
                        List.of(0.8, 0.85, 0.9, 0.95),
                        1.05,
                        1.00,
                        0.80);
            case "kolmogorov" ->
                new ModeTask(
                        "kolmogorov",
                        "Kolmogorov flow at Reynolds number 100, 512 training fields, 32² points",
                        List.of(4, 6, 8, 10, 12),
                        List.of(0.8, 0.85, 0.9, 0.95),
                        1.05,
                        1.00,
                        0.80);
            default ->
                throw new IllegalArgumentException(
                        "no task is named " + name + "; there are " + String.join(", ", NAMES));
        };
    }

    int mostModes() {
        return fixedModes.get(fixedModes.size() - 1);
    }
}
