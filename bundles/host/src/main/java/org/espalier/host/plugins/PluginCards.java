package org.espalier.host.plugins;

import org.espalier.api.run.PluginCard;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Plugins as readers see them.
 *
 * @param context of the container that they live in
 */
public record PluginCards(BundleContext context) {
    /** The card of a plugin that serves. */
    public PluginCard card(Shelf<?> shelf, Slot<?> slot) {
        Bundle bundle = context.getBundle(slot.bundle());
        return new PluginCard(
                shelf.kind(),
                slot.name(),
                bundle == null ? "?" : String.valueOf(bundle.getSymbolicName()),
                bundle == null ? "?" : bundle.getVersion().toString(),
                slot.file(),
                shelf.replaced(slot).orElse(""));
    }
}
