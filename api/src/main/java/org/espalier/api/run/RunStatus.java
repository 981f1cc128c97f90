package org.espalier.api.run;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What a run is doing. More may come: a {@code switch} over it needs a {@code default}, which treats an unknown one as
 * running.
 */
@ProviderType
public enum RunStatus {
    /** Getting its data ready. */
    PREPARING,
    /** Training. */
    TRAINING,
    /** Between two steps until somebody says that it is to go on. */
    PAUSED,
    /** Between two steps until a plugin is back that it cannot do without. */
    WAITING,
    /** Measuring on test data and writing its report. */
    TESTING,
    /** Ended as planned. */
    FINISHED,
    /** Stopped by somebody; it can be resumed. */
    STOPPED,
    /** Ended by a failure; it can be resumed from its last checkpoint. */
    FAILED
}
