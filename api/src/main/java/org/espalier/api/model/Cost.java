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
    private final Map<String, Long> additions;
    private final long activationBytes;

    private Cost(
            Map<String, Long> multiplyAdds,
            Map<String, Long> frozen,
            Map<String, Long> additions,
            long activationBytes) {
        this.additions = Collections.unmodifiableMap(additions);
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
        return new Cost(multiplyAdds, Map.of(), Map.of(), activationBytes);
    }

    /**
     * This cost, of which some multiply–adds are by matrices that never learn: backward goes through them to what is in front,
     * and computes no gradient of theirs.
     *
     * @param frozen such multiply–adds by part, none more than the part has
     * @throws IllegalArgumentException if a part is none of this cost's, or has fewer
     */
    public Cost withFrozen(Map<String, Long> frozen) {
        return new Cost(
                multiplyAdds,
                some(frozen, multiplyAdds, " multiply–adds of %s cannot be frozen"),
                additions,
                activationBytes);
    }

    /**
     * This cost, of whose frozen multiply–adds some multiply by nothing, as in a fast Walsh–Hadamard transform: additions, counted as
     * multiply–adds everywhere but where the two are told apart, as by the energy that they take.
     *
     * @param additions such by part, none more than the part's frozen ones
     * @throws IllegalArgumentException if a part has fewer that are frozen
     */
    public Cost withAdditions(Map<String, Long> additions) {
        return new Cost(
                multiplyAdds,
                frozen,
                some(additions, frozen, " frozen ones of %s cannot be additions"),
                activationBytes);
    }

    private static Map<String, Long> some(Map<String, Long> those, Map<String, Long> all, String refusal) {
        Map<String, Long> some = new TreeMap<>();
        those.forEach((part, count) -> {
            long most = all.getOrDefault(part, 0L);
            if (count < 0 || count > most) {
                throw new IllegalArgumentException(count + refusal.formatted(part) + ", which has " + most);
            }
            if (count > 0) {
                some.put(part, count);
            }
        });
        return some;
    }

    /** Real multiply–adds of one forward pass by part, sorted by name. */
    public Map<String, Long> multiplyAdds() {
        return multiplyAdds;
    }

    /** Those of them by matrices that never learn, by part; parts without such are not among them. */
    public Map<String, Long> frozen() {
        return frozen;
    }

    /** Those of the frozen ones that are additions alone, by part; parts without such are not among them. */
    public Map<String, Long> additions() {
        return additions;
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
