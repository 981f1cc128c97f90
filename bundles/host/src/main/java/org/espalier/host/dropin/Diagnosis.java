package org.espalier.host.dropin;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.host.settings.OneLine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** How a dropped-in bundle stands, from its coming in to its plugins on the shelves: what keeps it, or one of them, from serving. */
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
        this.requirements = new Requirements(context);
    }

    /** What is wrong with it; empty if nothing is, or it is just being started or stopped. */
    Optional<Trouble> of(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return Optional.empty();
        }
        return admission.refusal(revision).or(() -> inState(bundle, revision));
    }

    private Optional<Trouble> inState(Bundle bundle, BundleRevision revision) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> requirements.unmet(revision);
            case Bundle.RESOLVED -> fragment(revision) ? Optional.empty() : notStarted(bundle);
            case Bundle.ACTIVE ->
                first(() -> components.trouble(bundle), () -> onShelves(bundle), () -> nothing(bundle, revision));
            default -> Optional.empty();
        };
    }

    @SafeVarargs
    private static Optional<Trouble> first(Supplier<Optional<Trouble>>... questions) {
        return Stream.of(questions).flatMap(question -> question.get().stream()).findFirst();
    }

    private static boolean fragment(BundleRevision revision) {
        return (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** A bundle that is meant to run and does not has thrown, and only another try tells what; one try for each installation. */
    private Optional<Trouble> notStarted(Bundle bundle) {
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
        return Optional.of(Trouble.refused(
                "does not start: its Bundle-Activator threw " + known.why, "mend it, or ask its author"));
    }

    private Optional<Trouble> onShelves(Bundle bundle) {
        for (Shelf<?> shelf : registry.shelves()) {
            for (Slot<?> slot : shelf.slots()) {
                Optional<Trouble> trouble =
                        slot.bundle() == bundle.getBundleId() ? onShelf(shelf, slot) : Optional.empty();
                if (trouble.isPresent()) {
                    return trouble;
                }
            }
        }
        return services(bundle)
                .flatMap(service -> offShelf(bundle, service).stream())
                .findFirst();
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
                .map(best -> Trouble.refused(
                        "brings the " + plugin + ", which is set aside: " + supplier(best)
                                + " supplies one of that name",
                        "remove one of the two, give this one another @Plugin name, or rank it higher"));
    }

    private String supplier(Slot<?> slot) {
        Bundle bundle = context.getBundle(slot.bundle());
        return bundle == null ? "another bundle" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /** A service that is a plugin by its type and stands on no shelf. */
    private Optional<Trouble> offShelf(Bundle bundle, ServiceReference<?> service) {
        List<String> types = List.of((String[]) service.getProperty(Constants.OBJECTCLASS));
        for (Shelf<?> shelf : registry.shelves()) {
            String type = shelf.type().getName();
            if (!types.contains(type)) {
                continue;
            }
            if (service.getProperty("espalier.name") == null) {
                return Optional.of(Trouble.refused(
                        "brings a " + shelf.kind() + " without a name, which no job can ask for",
                        "give its class @Plugin(name = …)"));
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
