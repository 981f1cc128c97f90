package org.espalier.api.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How a run ended. Made by the host for readers; more components may come, with the old constructor kept.
 *
 * @param status  FINISHED, STOPPED or FAILED
 * @param message one line; for FAILED the cause
 * @param tests   losses on the test split, by sizes; empty unless FINISHED
 * @param reports files that reporters wrote
 */
@ProviderType
public record RunResult(RunStatus status, String message, List<TestLoss> tests, List<Path> reports) {
    /** A result with copies of its lists. */
    public RunResult {
        tests = List.copyOf(tests);
        reports = List.copyOf(reports);
    }

    /** The loss at a resolution, if it was measured there. */
    public Optional<TestLoss> test(int resolution) {
        return tests.stream().filter(t -> t.resolution() == resolution).findFirst();
    }

    /**
     * Loss on the test split at one resolution.
     *
     * @param resolution grid points per axis; 0 where the data has no resolution
     * @param trained    whether the run ever trained at it
     * @param loss       mean over the split
     * @param figures    further means over the split that the loss measures, such as accuracy
     */
    @ProviderType
    public record TestLoss(int resolution, boolean trained, double loss, Map<String, Double> figures) {
        /** A test with a copy of its figures, sorted by name. */
        public TestLoss {
            figures = Collections.unmodifiableMap(new TreeMap<>(figures));
        }

        /** A test of the loss alone. */
        public TestLoss(int resolution, boolean trained, double loss) {
            this(resolution, trained, loss, Map.of());
        }
    }
}
