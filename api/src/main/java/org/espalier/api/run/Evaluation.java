package org.espalier.api.run;

import java.nio.file.Path;
import java.util.List;
import org.espalier.api.run.RunResult.TestLoss;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a checkpoint was measured to be. Made by the host for readers; more components may come, with the old constructor kept.
 *
 * @param checkpoint its directory, {@code runs/<job>/<n>/checkpoints/<step>}
 * @param losses     a loss and figures for each resolution
 */
@ProviderType
public record Evaluation(Path checkpoint, List<TestLoss> losses) {
    /** An evaluation with a copy of its losses. */
    public Evaluation {
        losses = List.copyOf(losses);
    }
}
