package org.espalier.testkit.plugin;

import java.util.Set;
import org.espalier.api.plugin.Plugin;
import org.espalier.settings.Names;

/**
 * The card of a plugin, read from its class.
 *
 * @param name   its name in job files
 * @param schema the schema of its state
 * @param sees   the signals it declares
 */
public record Card(String name, int schema, Set<String> sees) {
    /** The card of a plugin; AssertionError if it has none. */
    public static Card of(Object plugin) {
        Plugin card = plugin.getClass().getAnnotation(Plugin.class);
        if (card == null) {
            throw new AssertionError(plugin.getClass().getName() + " has no card, so no job can ask for it. Put"
                    + " @Plugin(name = \"…\") on the class, beside @Component.");
        }
        return new Card(card.name(), card.schema(), Set.of(card.sees()));
    }

    /** AssertionError if the name or the schema could not stand in a job or a checkpoint. */
    void check() {
        if (!Names.isKebab(name)) {
            throw new AssertionError("The card's name \"" + name
                    + "\" is not in kebab case, and a host sets the plugin aside. Job files ask for it by"
                    + " its name; write it like \"explained-ratio\".");
        }
        if (schema < 0) {
            throw new AssertionError("The card's schema is " + schema
                    + ". Begin with 1 and count up when the meaning of" + " the state changes.");
        }
    }
}
