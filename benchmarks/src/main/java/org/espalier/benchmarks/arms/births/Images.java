package org.espalier.benchmarks.arms.births;

import java.util.Map;
import java.util.Optional;

/**
 * The images that tasks are about: MNIST from a folder with its four files, or digits that are drawn.
 *
 * @param folder of MNIST; empty for drawn digits
 */
record Images(Optional<String> folder) {
    /** For titles. */
    String title() {
        return folder.isPresent() ? "MNIST" : "Digits drawn here";
    }

    /** For names of runs. */
    String name() {
        return folder.isPresent() ? "mnist" : "digits";
    }

    /** The word of the command line that asks for them, with a blank before it; empty for drawn digits. */
    String word() {
        return folder.isPresent() ? " mnist=FOLDER" : "";
    }

    /** Images of half the side, 14 × 14 points. */
    Map<String, String> small(int train) {
        return data(train, folder.isPresent() ? "pool: 2" : "size: 14");
    }

    /** Images of 28 × 28 points. */
    Map<String, String> large(int train) {
        return data(train, folder.isPresent() ? "pool: 1" : "size: 28");
    }

    private Map<String, String> data(int train, String size) {
        String source = folder.map(it -> "type: idx, folder: \"" + it + "\"")
                .orElse("type: digits, target: label, test: 10000");
        return Map.of("data", "{ " + source + ", " + size + ", train: " + train + ", validation: 5000 }");
    }
}
