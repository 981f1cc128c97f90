package org.espalier.host.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.espalier.api.plugin.Doc;
import org.espalier.api.run.PluginDescription;
import org.espalier.host.plugins.PluginCards;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.settings.OneLine;
import org.espalier.settings.SettingCard;
import org.espalier.settings.SettingsBinding;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins on the shelves, read anew at every call: what is handed out holds none of their classes. */
final class ShelvedPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(ShelvedPlugins.class);
    private final PluginCards cards;
    private final PluginRegistry registry;

    ShelvedPlugins(BundleContext context, PluginRegistry registry) {
        this.cards = new PluginCards(context);
        this.registry = registry;
    }

    /** A plugin's description and the cards that it was made from. */
    record Described(PluginDescription description, List<SettingCard> cards) {}

    /** The kinds, as people call them. */
    List<String> kinds() {
        return registry.shelves().stream().map(Shelf::kind).sorted().toList();
    }

    /** The names of a kind, sorted; none for a kind that there is not. */
    List<String> names(String kind) {
        return registry.shelves().stream()
                .filter(shelf -> shelf.kind().equals(kind))
                .flatMap(shelf -> shelf.names().stream())
                .toList();
    }

    /** The kinds that a service is of, by the names of its types. */
    List<String> kinds(String... serviceTypes) {
        List<String> names = List.of(serviceTypes);
        return registry.shelves().stream()
                .filter(shelf -> names.contains(shelf.type().getName()))
                .map(Shelf::kind)
                .toList();
    }

    /** What keeps the plugins of a name from serving; the kind may be empty. */
    Optional<String> fault(String kind, String name) {
        return registry.shelves().stream()
                .filter(shelf -> kind.isEmpty() || shelf.kind().equals(kind))
                .flatMap(shelf -> shelf.fault(name).stream())
                .findFirst();
    }

    /** All, by kind and name. */
    List<PluginDescription> all() {
        List<PluginDescription> all = new ArrayList<>();
        for (Shelf<?> shelf : registry.shelves()) {
            for (String name : shelf.names()) {
                describe(shelf, name).map(Described::description).ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparing((PluginDescription p) -> p.card().kind())
                .thenComparing(p -> p.card().name()));
        return all;
    }

    /** The one of a kind and name that serves; empty if there is none, or its settings cannot be read. */
    Optional<Described> find(String kind, String name) {
        return registry.shelves().stream()
                .filter(shelf -> shelf.kind().equals(kind))
                .findFirst()
                .flatMap(shelf -> describe(shelf, name));
    }

    private <T> Optional<Described> describe(Shelf<T> shelf, String name) {
        Optional<Slot<T>.Lease> found = shelf.lease(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Slot<T>.Lease lease = found.get()) {
            List<SettingCard> settings = SettingsBinding.describe(shelf.settings(lease.plugin()));
            Doc doc = lease.plugin().getClass().getAnnotation(Doc.class);
            PluginDescription description = PluginDescription.of(
                    cards.card(shelf, lease.slot()),
                    doc == null ? "" : OneLine.whole(doc.value()),
                    lease.slot().sees().stream().sorted().toList(),
                    lease.slot().schema(),
                    settings.stream().map(SettingDescriptions::of).toList());
            return Optional.of(new Described(description, settings));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the settings of {} {} cannot be read", shelf.kind(), name, e);
            return Optional.empty();
        }
    }
}
