package org.espalier.api.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What one forward pass of a batch costs by the model's own count: the base of budgets, FLOPs and energy. Models build it
 * by its factory. Immutable.
 */
@ProviderType
public final class Cost {
    private final Map<String, Long> multiplyAdds;
    private final long activationBytes;

    private Cost(Map<String, Long> multiplyAdds, long activationBytes) {
        this.multiplyAdds = Collections.unmodifiableMap(new TreeMap<>(multiplyAdds));
        this.activationBytes = activationBytes;
    }

    /**
     * A cost.
     *
     * @param multiplyAdds real multiply–adds of one forward pass, by the part of the model that does them
     * @param activationBytes bytes that forward keeps for backward
     */
    public static Cost of(Map<String, Long> multiplyAdds, long activationBytes) {
        return new Cost(multiplyAdds, activationBytes);
    }

    /** Real multiply–adds of one forward pass by part, sorted by name. */
    public Map<String, Long> multiplyAdds() {
        return multiplyAdds;
    }

    /** Floating-point operations of one training step: two per multiply–add, backward counted as twice forward. */
    public double trainingFlops() {
        return 6.0 * multiplyAdds.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes that forward keeps for backward. */
    public long activationBytes() {
        return activationBytes;
    }
}
