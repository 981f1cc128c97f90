package org.espalier.host.dropin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What a bundle needs and nobody supplies, in words for people who do not know what a resolver is. */
final class Requirements {
    private static final Pattern VERSION = Pattern.compile("(!?)\\(version(>=|=|<=)([^)]+)\\)");
    private final BundleContext system;

    Requirements(BundleContext context) {
        this.system = context.getBundle(0).getBundleContext();
    }

    /** The first requirement of a revision that keeps it from resolving. */
    Optional<Trouble> unmet(BundleRevision revision) {
        List<BundleRequirement> needed = revision.getDeclaredRequirements(null).stream()
                .filter(requirement -> !"optional".equals(directive(requirement, "resolution"))
                        && !"dynamic".equals(directive(requirement, "resolution"))
                        && "resolve".equals(directive(requirement, "effective")))
                .toList();
        return Stream.concat(
                        needed.stream().flatMap(requirement -> missing(requirement).stream()),
                        needed.stream().flatMap(requirement -> idle(requirement, revision).stream()))
                .findFirst();
    }

    private static String directive(BundleRequirement requirement, String name) {
        return requirement.getDirectives().getOrDefault(name, name.equals("effective") ? "resolve" : "");
    }

    private Optional<Trouble> missing(BundleRequirement requirement) {
        if (!providers(requirement).isEmpty()) {
            return Optional.empty();
        }
        String filter = directive(requirement, "filter");
        String name = name(requirement.getNamespace(), filter);
        if (requirement.getNamespace().equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
            return Optional.of(Trouble.refused(
                    "needs Java " + versions(filter) + "; this is Java "
                            + Runtime.version().feature(),
                    "use a newer Java, or ask for a build for this one"));
        }
        if (!requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            return Optional.of(Trouble.refused(
                    "needs " + requirement.getNamespace() + " " + filter + ", which nobody offers",
                    "put the bundle that offers it into the drop-in folder too"));
        }
        TreeSet<String> here = offered(name);
        String wanted = "needs the package " + (name + " " + versions(filter)).strip();
        if (here.isEmpty()) {
            return Optional.of(Trouble.refused(
                    wanted + ", which nobody exports",
                    "put the bundle that exports it into the drop-in folder too, or compile it into this one"));
        }
        return Optional.of(Trouble.refused(
                wanted + "; here it is " + String.join(" and ", here),
                name.startsWith("org.espalier.")
                        ? "it was built for another version of Espalier: use a build for this one"
                        : "put a bundle that exports that version into the drop-in folder too"));
    }

    /** A requirement that only bundles offer which are themselves not resolved. */
    private Optional<Trouble> idle(BundleRequirement requirement, BundleRevision revision) {
        Collection<BundleCapability> providers = providers(requirement);
        boolean all = providers.stream()
                .map(offer -> offer.getRevision().getBundle())
                .allMatch(bundle -> bundle.getState() == Bundle.INSTALLED && bundle != revision.getBundle());
        if (!all) {
            return Optional.empty();
        }
        BundleRevision provider = providers.iterator().next().getRevision();
        return Optional.of(Trouble.refused(
                "needs " + provider.getSymbolicName() + ", which is not in use itself",
                "see what is wrong with that one"));
    }

    private Collection<BundleCapability> providers(BundleRequirement requirement) {
        return system.getBundle().adapt(FrameworkWiring.class).findProviders(requirement);
    }

    private TreeSet<String> offered(String name) {
        TreeSet<String> versions = new TreeSet<>();
        for (Bundle bundle : system.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            for (BundleCapability export : revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
                if (name.equals(export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
                    versions.add(String.valueOf(export.getAttributes().get("version")));
                }
            }
        }
        return versions;
    }

    private static String name(String namespace, String filter) {
        Matcher name = Pattern.compile(Pattern.quote("(" + namespace + "=") + "([^)]+)\\)")
                .matcher(filter);
        return name.find() ? name.group(1) : filter;
    }

    /** The versions that a filter lets through: "0.2.0 or later, below 0.3.0". */
    private static String versions(String filter) {
        StringBuilder words = new StringBuilder();
        Matcher version = VERSION.matcher(filter.replace("(!(", "!("));
        while (version.find()) {
            boolean below = version.group(1).equals("!");
            String word = version.group(2).equals("=") ? "" : below ? "below " : "";
            words.append(words.isEmpty() ? "" : ", ").append(word).append(version.group(3));
            words.append(version.group(2).equals(">=") && !below ? " or later" : "");
        }
        return words.toString();
    }
}
