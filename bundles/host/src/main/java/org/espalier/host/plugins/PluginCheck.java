package org.espalier.host.plugins;

import java.time.Duration;
import java.util.Optional;
import org.espalier.settings.Names;
import org.espalier.settings.OneLine;
import org.espalier.settings.SettingsBinding;

/** The look at a plugin that has just arrived: jobs must be able to ask for it, and to fill its settings record. */
final class PluginCheck {
    /** Long for a method that returns a constant, and short for whoever waits until the plugin is there. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private PluginCheck() {}

    /**
     * What is wrong with the plugin of that name, to follow it; empty if nothing is. Each has a thread of its own: bundles start on
     * several threads, and one that hangs must not use up the others' time.
     */
    static <T> Optional<String> fault(PluginKind<T> kind, T plugin, String name) {
        return Names.isKebab(name) || name.equals(Slot.NO_NAME)
                ? settings(kind, plugin)
                : Optional.of("its name is not in kebab case: write @Plugin(name = \""
                        + OneLine.plain(Names.kebab(name)) + "\")");
    }

    private static <T> Optional<String> settings(PluginKind<T> kind, T plugin) {
        try (Guard guard = new Guard("plugin-check")) {
            guard.call(DEADLINE, () -> {
                SettingsBinding.check(kind.settings().apply(plugin));
                return true;
            });
            return Optional.empty();
        } catch (PluginFaultException e) {
            String why = e.getCause() instanceof IllegalArgumentException
                    ? e.getCause().getMessage()
                    : e.getMessage();
            return Optional.of("its settings cannot be used: " + OneLine.whole(String.valueOf(why)));
        }
    }
}
