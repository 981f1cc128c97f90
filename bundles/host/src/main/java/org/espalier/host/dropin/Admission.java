package org.espalier.host.dropin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.host.plugins.DropInFolder;
import org.espalier.settings.OneLine;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What may not come in from the drop-in folder, and is kept from resolving: a bundle that exports packages of ours, which others
 * could be wired to in their place; one of ours that is no plugin, which would do all a second time; one with a copy of our classes,
 * whose plugin would be none to the host; a fragment of ours; one with entries whose names lead out of the jar.
 */
@Component(
        service = {Admission.class, ResolverHookFactory.class},
        immediate = true)
public final class Admission implements ResolverHookFactory {
    private static final String OURS = "org.espalier.";
    private static final String API = OURS + "api.";
    private final BundleContext context;
    private final Optional<DropInFolder> folder;

    /** Made by the container. */
    @Activate
    public Admission(BundleContext context) {
        this.context = context.getBundle(0).getBundleContext();
        this.folder = DropInFolder.of(context);
    }

    /** Whether a bundle may be wired to others. */
    boolean admits(BundleRevision revision) {
        Bundle bundle = revision.getBundle();
        return !Trial.tries(bundle) && (!dropped(bundle) || refusals(revision).isEmpty());
    }

    /** Whether what is offered is a package that belongs to us. */
    static boolean ours(BundleCapability offer) {
        Object name = offer.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
        return name instanceof String told && told.startsWith(OURS);
    }

    /** Why a dropped-in bundle may not come in. */
    List<Trouble> refusals(BundleRevision revision) {
        return refusals(revision, String.valueOf(revision.getBundle().getSymbolicName()));
    }

    /** The same for a bundle that is there under another name than its own. */
    List<Trouble> refusals(BundleRevision revision, String name) {
        List<Trouble> refusals = new ArrayList<>();
        SortedSet<String> exports = exports(revision);
        Bundle bundle = revision.getBundle();
        for (Bundle ours : ours()) {
            if (ours.getSymbolicName().equals(name) && !bringsPlugins(ours)) {
                refusals.add(Trouble.refused(
                        "is a version of " + name + ", which is no plugin but a part of the platform",
                        "unpack an archive that has it"));
                continue;
            }
            SortedSet<String> taken = exports(ours.adapt(BundleRevision.class));
            taken.retainAll(exports);
            if (!taken.isEmpty()) {
                refusals.add(Trouble.refused(
                        "exports " + String.join(", ", taken) + ", which " + (taken.size() == 1 ? "belongs" : "belong")
                                + " to " + ours.getSymbolicName(),
                        "import it instead: let bnd write the manifest, without an Export-Package"));
            }
            boolean other = !ours.getSymbolicName().equals(name);
            if (other && contains(bundle, ours.getSymbolicName().replace('.', '/'))) {
                refusals.add(Trouble.refused(
                        "contains classes of " + ours.getSymbolicName(),
                        "give that dependency the scope provided and build it again"));
            }
        }
        folder.map(of -> of.file(bundle))
                .flatMap(JarFacts::leadingOut)
                .map(entry -> Trouble.refused(
                        "contains " + OneLine.plain(entry) + ", a name that leads out of the jar",
                        "build it again from what you trust"))
                .ifPresent(refusals::add);
        host(bundle)
                .map(host -> Trouble.refused(
                        "is a fragment of " + host, "a plugin is a bundle of its own: take Fragment-Host away"))
                .ifPresent(refusals::add);
        return refusals;
    }

    private static boolean contains(Bundle bundle, String path) {
        try {
            return bundle.getEntryPaths(path) != null;
        } catch (IllegalStateException e) {
            // Uninstalled meanwhile.
            return false;
        }
    }

    /** The bundle of ours, or the framework, that it is a fragment of. */
    static Optional<String> host(Bundle bundle) {
        String header = bundle.getHeaders("").get("Fragment-Host");
        if (header == null) {
            return Optional.empty();
        }
        String host = header.split(";")[0].strip();
        return Optional.of(host).filter(name -> name.startsWith(OURS) || name.equals("system.bundle"));
    }

    /** The archive's own bundles. */
    private Collection<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith(OURS) && !dropped(bundle))
                .toList();
    }

    /** Whether a bundle of ours supplies services of which there may be several; runs and all that is about them there are once. */
    private static boolean bringsPlugins(Bundle ours) {
        BundleRevision revision = ours.adapt(BundleRevision.class);
        return revision == null
                || revision.getDeclaredCapabilities("osgi.service").stream()
                        .map(service -> service.getAttributes().get("objectClass"))
                        .flatMap(types -> types instanceof List<?> list ? list.stream() : Stream.of(types))
                        .map(String::valueOf)
                        .anyMatch(type -> type.startsWith(API) && !type.startsWith(API + "run."));
    }

    private boolean dropped(Bundle bundle) {
        return folder.map(of -> of.file(bundle) != null).orElse(false);
    }

    /** The packages of ours that it exports; none if it has been uninstalled meanwhile. */
    private static SortedSet<String> exports(@Nullable BundleRevision revision) {
        SortedSet<String> exports = new TreeSet<>();
        if (revision != null) {
            revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                    .filter(Admission::ours)
                    .forEach(export ->
                            exports.add((String) export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
        }
        return exports;
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return new Hook();
    }

    /**
     * One resolution. A refused bundle gets nothing that it requires, and nobody gets anything from it. (Felix 7.0.5 has
     * filterResolvable forbid every bundle that is resolved already, if it forbids one.)
     */
    private final class Hook implements ResolverHook {
        private final Map<BundleRevision, Boolean> refused = new HashMap<>();

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
            if (refused(requirement.getRevision())) {
                candidates.clear();
            } else {
                candidates.removeIf(
                        offer -> offer.getRevision() != requirement.getRevision() && refused(offer.getRevision()));
            }
        }

        private boolean refused(BundleRevision revision) {
            return refused.computeIfAbsent(revision, of -> !admits(of));
        }

        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {
            // See above.
        }

        @Override
        public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {
            // As the framework decides.
        }

        @Override
        public void end() {
            // Nothing is kept.
        }
    }
}
