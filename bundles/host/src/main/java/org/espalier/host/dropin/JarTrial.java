package org.espalier.host.dropin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.espalier.api.run.PluginTrouble;
import org.espalier.api.run.RefusedException;
import org.espalier.host.plugins.DropInFolder;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.host.plugins.Release;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What would become of a jar in the drop-in folder, without it lying there. */
final class JarTrial {
    private final BundleContext system;
    private final Admission admission;
    private final PluginRegistry registry;
    private final Optional<DropInFolder> folder;
    private final Requirements requirements;

    /** @param system the system bundle's context */
    JarTrial(BundleContext system, Admission admission, PluginRegistry registry, Optional<DropInFolder> folder) {
        this.system = system;
        this.admission = admission;
        this.registry = registry;
        this.folder = folder;
        this.requirements = new Requirements(system, admission);
    }

    /**
     * Tries a jar; nothing is left of it.
     *
     * @throws RefusedException if it is no bundle at all
     */
    TriedJar of(Path jar) throws RefusedException {
        String file = String.valueOf(jar.getFileName());
        if (!Files.isRegularFile(jar)) {
            throw new RefusedException("swap", "", jar + " — is no file");
        }
        try {
            JarFacts facts = JarFacts.of(jar, JarFacts.Stamp.of(jar));
            if (facts.trouble().isPresent()) {
                Trouble trouble = facts.trouble().get();
                throw new RefusedException("swap", "", jar + " " + trouble.why() + "; " + trouble.advice());
            }
            return of(jar, file, facts);
        } catch (IOException e) {
            throw new RefusedException("swap", "", jar + " — cannot be read: " + e);
        }
    }

    private TriedJar of(Path jar, String file, JarFacts facts) throws IOException {
        String[] bundle = facts.bundle().split(" ");
        Release release = Release.of(facts.bundle()).orElse(new Release(bundle[0], Version.emptyVersion));
        Optional<Bundle> updated = updated(release, file);
        Map<Offer, Offers.Promise> promises = promises(jar);
        List<Trouble> troubles = new ArrayList<>();
        updated.filter(twin -> !isOf(twin, file)).map(JarTrial::twin).ifPresent(troubles::add);
        troubles.addAll(troubles(jar, bundle[0]));
        troubles.addAll(setAside(promises, release, updated));
        Map<Offer, Integer> schemas = new TreeMap<>();
        promises.forEach((offer, promise) -> schemas.put(offer, promise.schema()));
        return new TriedJar(
                bundle[0],
                here(bundle[0]).map(is -> is.getVersion().toString()).orElse(""),
                bundle[1],
                updated.map(this::closure).orElse(List.of()),
                troubles.stream()
                        .map(of -> new PluginTrouble(file, facts.bundle(), of.refused(), of.why(), of.advice()))
                        .toList(),
                schemas);
    }

    /** The newest bundle of a symbolic name. */
    private Optional<Bundle> here(String name) {
        return Arrays.stream(system.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .max(Comparator.comparing(Bundle::getVersion));
    }

    /** The dropped-in bundle that the jar would update: from a file of its name, or of its bundle's name and version. */
    private Optional<Bundle> updated(Release release, String file) {
        return Arrays.stream(system.getBundles())
                .filter(bundle -> folder.map(of -> of.file(bundle) != null).orElse(false))
                .filter(bundle -> isOf(bundle, file)
                        || release.equals(new Release(bundle.getSymbolicName(), bundle.getVersion())))
                .max(Comparator.comparing(bundle -> isOf(bundle, file)));
    }

    private static boolean isOf(Bundle bundle, String file) {
        return bundle.getLocation().endsWith("/" + file);
    }

    private static Trouble twin(Bundle bundle) {
        return Trouble.warning(
                "is the same bundle as " + bundle.getLocation() + " by name and version, whose place it would take",
                "give it another version");
    }

    /** What would keep its plugins from serving: others of their names that would go before them. */
    private List<Trouble> setAside(Map<Offer, Offers.Promise> promises, Release release, Optional<Bundle> updated) {
        List<Trouble> aside = new ArrayList<>();
        for (Shelf<?> shelf : registry.shelves()) {
            Set<Long> leaving = shelf.slots().stream()
                    .filter(slot -> updated.filter(bundle -> bundle.getBundleId() == slot.bundle())
                            .isPresent())
                    .map(Slot::service)
                    .collect(Collectors.toSet());
            promises.forEach((offer, promise) -> {
                if (offer.type().equals(shelf.type().getName())) {
                    shelf.best(offer.name(), leaving)
                            .filter(serving -> !serving.yieldsTo(promise.ranking(), release))
                            .map(serving -> Diagnosis.setAside(
                                    shelf.kind() + " " + offer.name(), serving, Optional.of(release)))
                            .ifPresent(aside::add);
                }
            });
        }
        return aside;
    }

    /** The bundles that are wired anew if one is: itself, and whoever is wired to it. */
    private List<String> closure(Bundle bundle) {
        List<Bundle> closure =
                new ArrayList<>(system.getBundle().adapt(FrameworkWiring.class).getDependencyClosure(List.of(bundle)));
        closure.sort(
                Comparator.<Bundle, Boolean>comparing(other -> other != bundle).thenComparing(Bundle::getBundleId));
        return closure.stream()
                .map(other -> other.getSymbolicName() + " " + other.getVersion())
                .toList();
    }

    private List<Trouble> troubles(Path jar, String name) {
        return new Trial(system).whole(jar, bundle -> {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            List<Trouble> troubles = new ArrayList<>(admission.refusals(revision, name));
            troubles.addAll(requirements.unmet(revision));
            return troubles;
        });
    }

    private static Map<Offer, Offers.Promise> promises(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            return new TreeMap<>(Offers.promises(open, open.getManifest().getMainAttributes()));
        }
    }
}
