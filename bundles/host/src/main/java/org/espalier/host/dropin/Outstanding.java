package org.espalier.host.dropin;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** Jars whose bundles are not there: they are none, the container has refused them, or the installer has not got to them yet. */
final class Outstanding {
    /** True of one that the installer has passed over, and of one that it has not got to yet. */
    private static final Trouble NOT_TAKEN =
            Trouble.refused("is not taken in so far", "if it stays so, copy it again, and look into the log");

    private final Supplier<Collection<Bundle>> dropped;
    private final Function<Path, Optional<Trouble>> trial;
    private final long patienceNanos;
    private final Map<Path, Wait> waits = new HashMap<>();

    /** A jar in one of its states, since when its bundle is awaited, and what came of the trial once that took too long. */
    private record Wait(JarFacts facts, long since, @Nullable Trouble verdict) {}

    /**
     * Jars without bundles of their own.
     *
     * @param dropped       the bundles that came from the folder
     * @param patienceNanos for which a bundle is awaited before the framework is asked what it has against it
     */
    Outstanding(Supplier<Collection<Bundle>> dropped, Function<Path, Optional<Trouble>> trial, long patienceNanos) {
        this.dropped = dropped;
        this.trial = trial;
        this.patienceNanos = patienceNanos;
    }

    /** Forgets what is not in the folder any more. */
    void keep(Map<Path, JarFacts> jars) {
        waits.keySet().retainAll(jars.keySet());
    }

    /** @param tried whether the installer has had its turn with this jar for certain */
    Optional<Trouble> trouble(Path jar, JarFacts facts, boolean tried) {
        if (facts.trouble().isPresent()) {
            return facts.trouble();
        }
        Optional<Bundle> same = dropped.get().stream()
                .filter(bundle -> facts.bundle().equals(bundle.getSymbolicName() + " " + bundle.getVersion()))
                .findFirst();
        if (same.isPresent()) {
            return Optional.of(Trouble.refused(
                    "is the same bundle as " + same.get().getLocation()
                            + " by name and version: one of the two has taken the other's place",
                    "remove one of the two, or give this one another version"));
        }
        long now = System.nanoTime();
        Wait wait = waits.get(jar);
        if (wait == null || !wait.facts.equals(facts)) {
            wait = new Wait(facts, now, null);
        }
        if (wait.verdict == null && (tried || now - wait.since >= patienceNanos)) {
            wait = new Wait(facts, wait.since, trial.apply(jar).orElse(NOT_TAKEN));
        }
        waits.put(jar, wait);
        return Optional.ofNullable(wait.verdict);
    }
}
