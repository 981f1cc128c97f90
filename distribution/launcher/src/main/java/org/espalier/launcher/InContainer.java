package org.espalier.launcher;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The launcher's own verbs for the shell in the container: a service from words and a receiver of lines to the exit code, or
 * null if the words are none of its verbs. Types of the JDK only, since launcher and bundles share no others.
 */
record InContainer(Home home, Container container)
        implements BiFunction<List<String>, Consumer<String>, @Nullable Integer> {

    static void register(Home home, Container container) {
        Dictionary<String, String> properties = new Hashtable<>(Map.of("org.espalier.launcher", "verbs"));
        container.context().registerService(BiFunction.class, new InContainer(home, container), properties);
    }

    @Override
    public @Nullable Integer apply(List<String> words, Consumer<String> out) {
        Optional<OwnVerb> own = OwnVerb.of(words);
        if (own.isEmpty()) return null;
        try {
            if (own.get().wantsHelp(words)) {
                own.get().help().lines().forEach(out);
                return ExitCode.OK;
            }
            if (own.get() == OwnVerb.DOCTOR) return Doctor.examine(home, container, OwnVerb.wantsJson(words), out);
            out.accept(Version.line(home));
            return ExitCode.OK;
        } catch (LaunchException e) {
            out.accept("espalier: " + e.getMessage());
            return e.exitCode();
        }
    }
}
