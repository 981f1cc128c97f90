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
    private final Map<String, Long> frozen;
    private final long activationBytes;

    private Cost(Map<String, Long> multiplyAdds, Map<String, Long> frozen, long activationBytes) {
        this.multiplyAdds = Collections.unmodifiableMap(new TreeMap<>(multiplyAdds));
        this.frozen = Collections.unmodifiableMap(frozen);
        this.activationBytes = activationBytes;
    }

    /**
     * A cost.
     *
     * @param multiplyAdds real multiply–adds of one forward pass, by the part of the model that does them
     * @param activationBytes bytes that forward keeps for backward
     */
    public static Cost of(Map<String, Long> multiplyAdds, long activationBytes) {
        return new Cost(multiplyAdds, Map.of(), activationBytes);
    }

    /**
     * This cost, of which some multiply–adds are by matrices that never learn: backward goes through them to what is in front,
     * and computes no gradient of theirs.
     *
     * @param frozen such multiply–adds by part, none more than the part has
     * @throws IllegalArgumentException if a part is none of this cost's, or has fewer
     */
    public Cost withFrozen(Map<String, Long> frozen) {
        frozen.forEach((part, those) -> {
            long all = multiplyAdds.getOrDefault(part, 0L);
            if (those < 0 || those > all) {
                throw new IllegalArgumentException(
                        those + " multiply–adds of " + part + " cannot be frozen, which has " + all);
            }
        });
        Map<String, Long> some = new TreeMap<>(frozen);
        some.values().removeIf(those -> those == 0);
        return new Cost(multiplyAdds, some, activationBytes);
    }

    /** Real multiply–adds of one forward pass by part, sorted by name. */
    public Map<String, Long> multiplyAdds() {
        return multiplyAdds;
    }

    /** Those of them by matrices that never learn, by part; parts without such are not among them. */
    public Map<String, Long> frozen() {
        return frozen;
    }

    /**
     * Floating-point operations of one training step: two per multiply–add, backward counted as twice forward, and as once
     * where nothing learns.
     */
    public double trainingFlops() {
        return 6.0 * sum(multiplyAdds) - 2.0 * sum(frozen);
    }

    private static long sum(Map<String, Long> parts) {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes that forward keeps for backward. */
    public long activationBytes() {
        return activationBytes;
    }
}
