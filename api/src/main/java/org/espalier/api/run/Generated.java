package org.espalier.api.run;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What going on with a text came to. Made by the host for readers; more components may come, with the old constructor kept.
 *
 * @param checkpoint the directory of the checkpoint that did it, {@code runs/<job>/<n>/checkpoints/<step>}
 * @param tokens     how many were drawn
 */
@ProviderType
public record Generated(Path checkpoint, int tokens) {}
