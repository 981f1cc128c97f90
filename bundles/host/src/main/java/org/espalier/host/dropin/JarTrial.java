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
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.espalier.api.run.PluginTrouble;
import org.espalier.api.run.RefusedException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What would become of a jar in the drop-in folder, without it lying there. */
final class JarTrial {
    private final BundleContext system;
    private final Admission admission;
    private final Requirements requirements;

    /** @param system the system bundle's context */
    JarTrial(BundleContext system, Admission admission) {
        this.system = system;
        this.admission = admission;
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
            String[] bundle = facts.bundle().split(" ");
            Optional<Bundle> here = here(bundle[0]);
            return new TriedJar(
                    bundle[0],
                    here.map(is -> is.getVersion().toString()).orElse(""),
                    bundle[1],
                    here.map(this::closure).orElse(List.of()),
                    Stream.concat(twin(here, bundle[1], file), troubles(jar, bundle[0]).stream())
                            .map(of -> new PluginTrouble(file, facts.bundle(), of.refused(), of.why(), of.advice()))
                            .toList(),
                    schemas(jar));
        } catch (IOException e) {
            throw new RefusedException("swap", "", jar + " — cannot be read: " + e);
        }
    }

    /** The newest bundle of a symbolic name. */
    private Optional<Bundle> here(String name) {
        return Arrays.stream(system.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .max(Comparator.comparing(Bundle::getVersion));
    }

    /** Of one name and version there is one bundle: the installer would have it updated from the jar. */
    private static Stream<Trouble> twin(Optional<Bundle> here, String version, String file) {
        return here
                .filter(is -> is.getVersion().equals(Version.parseVersion(version))
                        && !is.getLocation().endsWith("/" + file))
                .map(is -> Trouble.warning(
                        "is the same bundle as " + is.getLocation() + " by name and version, whose place it would take",
                        "give it another version"))
                .stream();
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

    private static Map<Offer, Integer> schemas(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            return new TreeMap<>(Offers.schemas(open, open.getManifest().getMainAttributes()));
        }
    }
}
