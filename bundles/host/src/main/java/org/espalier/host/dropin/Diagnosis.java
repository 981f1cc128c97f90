package org.espalier.host.dropin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Release;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.settings.OneLine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** What is wrong with a dropped-in bundle, from its coming in to its plugins on the shelves: what keeps it, or one of them, from serving. */
final class Diagnosis {
    private final BundleContext context;
    private final Admission admission;
    private final PluginRegistry registry;
    private final Components components;
    private final Requirements requirements;

    /** By bundle id: a bundle that has gone is not kept. */
    private final Map<Long, FailedStart> failedStarts = new ConcurrentHashMap<>();

    /** What a bundle threw when it was started, and which installation of it. */
    private record FailedStart(long installed, String why) {}

    Diagnosis(BundleContext context, Admission admission, PluginRegistry registry, ServiceComponentRuntime components) {
        this.context = context;
        this.admission = admission;
        this.registry = registry;
        this.components = new Components(components);
        this.requirements = new Requirements(context, admission);
    }

    /** All that is wrong with it; nothing if all is well, or it is just being started or stopped. */
    List<Trouble> of(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return List.of();
        }
        List<Trouble> troubles = new ArrayList<>(admission.refusals(revision));
        switch (bundle.getState()) {
            case Bundle.INSTALLED -> {
                troubles.addAll(requirements.unmet(revision));
                if (troubles.isEmpty()) {
                    failedStart(bundle)
                            .map(why -> Trouble.refused(
                                    "cannot be wired to what is here: " + why, "build it for this version of Espalier"))
                            .ifPresent(troubles::add);
                }
            }
            case Bundle.RESOLVED -> {
                if (!fragment(revision)) {
                    failedStart(bundle)
                            .map(why -> Trouble.refused(
                                    "does not start: its Bundle-Activator threw " + why, "mend it, or ask its author"))
                            .ifPresent(troubles::add);
                }
            }
            case Bundle.ACTIVE -> {
                troubles.addAll(components.troubles(bundle));
                troubles.addAll(onShelves(bundle));
                if (troubles.isEmpty()) {
                    nothing(bundle, revision).ifPresent(troubles::add);
                }
            }
            default -> {
                // On its way from one state to another.
            }
        }
        return troubles;
    }

    private static boolean fragment(BundleRevision revision) {
        return (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** A bundle that is meant to run and does not has thrown, and only another try tells what; one try for each installation. */
    private Optional<String> failedStart(Bundle bundle) {
        if (!bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
            return Optional.empty();
        }
        FailedStart known = failedStarts.get(bundle.getBundleId());
        if (known == null || known.installed != bundle.getLastModified()) {
            try {
                bundle.start();
                return Optional.empty();
            } catch (BundleException | IllegalStateException e) {
                known = new FailedStart(bundle.getLastModified(), OneLine.whole(Components.root(e)));
                failedStarts.put(bundle.getBundleId(), known);
            }
        }
        return Optional.of(known.why);
    }

    private List<Trouble> onShelves(Bundle bundle) {
        List<Trouble> troubles = new ArrayList<>();
        for (Shelf<?> shelf : registry.shelves()) {
            for (Slot<?> slot : shelf.slots()) {
                if (slot.bundle() == bundle.getBundleId()) {
                    Offer offer = new Offer(shelf.type().getName(), slot.name());
                    onShelf(shelf, slot)
                            .map(trouble -> trouble.of(Set.of(offer)))
                            .ifPresent(troubles::add);
                }
            }
        }
        services(bundle).flatMap(service -> offShelf(service).stream()).forEach(troubles::add);
        return troubles;
    }

    private Optional<Trouble> onShelf(Shelf<?> shelf, Slot<?> slot) {
        String plugin = shelf.kind() + " " + slot.name();
        if (slot.fault().isPresent()) {
            return Optional.of(Trouble.refused(
                    "brings the " + plugin + ", which is set aside: "
                            + slot.fault().get(),
                    "mend the settings record, or ask its author"));
        }
        return shelf.best(slot.name())
                .filter(best -> best.service() != slot.service())
                .map(best -> setAside(plugin, best, slot.release()));
    }

    /** What is told of a plugin in whose stead another serves; the bundle is its own. */
    static Trouble setAside(String plugin, Slot<?> serving, Optional<Release> bundle) {
        String aside = "brings the " + plugin + ", which is set aside: ";
        String supplier = serving.release().map(Release::toString).orElse("another bundle");
        boolean later =
                serving.release().flatMap(there -> bundle.map(there::follows)).orElse(false);
        return later
                ? Trouble.refused(
                        aside + supplier + " serves, a later version of this bundle",
                        "take it away, or give it a later version")
                : Trouble.refused(
                        aside + supplier + " supplies one of that name",
                        "remove one of the two, give this one another @Plugin name, or rank it higher");
    }

    /** A service that is a plugin by its type and stands on no shelf. */
    private Optional<Trouble> offShelf(ServiceReference<?> service) {
        List<String> types = List.of((String[]) service.getProperty(Constants.OBJECTCLASS));
        for (Shelf<?> shelf : registry.shelves()) {
            String type = shelf.type().getName();
            if (!types.contains(type)) {
                continue;
            }
            if (service.getProperty("espalier.name") == null) {
                return Optional.of(Trouble.refused(
                                "brings a " + shelf.kind() + " without a name, which no job can ask for",
                                "give its class @Plugin(name = …)")
                        .of(Set.of(new Offer(type, ""))));
            }
            if (!service.isAssignableTo(context.getBundle(), type)) {
                return Optional.of(Trouble.refused(
                        "brings a " + shelf.kind() + " of another " + type + " than the host's",
                        "build it against the API with the scope provided, so that it is imported"));
            }
        }
        return Optional.empty();
    }

    /** A bundle that is of no use to anybody: said, since its author meant it to be. */
    private Optional<Trouble> nothing(Bundle bundle, BundleRevision revision) {
        boolean offers = services(bundle).anyMatch(Diagnosis::ours)
                || !revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                        .isEmpty();
        return offers
                ? Optional.empty()
                : Optional.of(Trouble.warning(
                        "registers no plugin", "give a class @Component and @Plugin and let bnd write the manifest"));
    }

    private static boolean ours(ServiceReference<?> service) {
        return Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS))
                        .anyMatch(type -> type.startsWith("org.espalier."))
                || Arrays.stream(service.getPropertyKeys()).anyMatch(key -> key.startsWith("org.espalier."));
    }

    private static Stream<ServiceReference<?>> services(Bundle bundle) {
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        return registered == null ? Stream.empty() : Arrays.stream(registered);
    }
}
