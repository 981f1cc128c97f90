package org.espalier.host.dropin;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What a bundle needs and nobody supplies, in words for people who do not know what a resolver is. */
final class Requirements {
    private static final Pattern VERSION = Pattern.compile("(!?)\\(version(>=|=|<=)([^)]+)\\)");
    private final BundleContext system;
    private final Admission admission;

    Requirements(BundleContext context, Admission admission) {
        this.system = context.getBundle(0).getBundleContext();
        this.admission = admission;
    }

    /** The requirements of a revision that keep it from resolving. */
    List<Trouble> unmet(BundleRevision revision) {
        List<BundleRequirement> needed = revision.getDeclaredRequirements(null).stream()
                .filter(requirement -> !"optional".equals(directive(requirement, "resolution"))
                        && !"dynamic".equals(directive(requirement, "resolution"))
                        && "resolve".equals(directive(requirement, "effective")))
                // That it may be no fragment of ours is told already.
                .filter(requirement -> !requirement.getNamespace().equals(HostNamespace.HOST_NAMESPACE)
                        || Admission.host(revision.getBundle()).isEmpty())
                .toList();
        List<Trouble> missing = new ArrayList<>();
        Set<Trouble> idle = new LinkedHashSet<>();
        for (BundleRequirement requirement : needed) {
            // Asked once: providers come and go meanwhile.
            List<Bundle> providers = providers(requirement);
            if (providers.isEmpty()) {
                missing.add(missing(requirement));
            } else if (providers.stream()
                    .allMatch(bundle -> bundle.getState() == Bundle.INSTALLED && bundle != revision.getBundle())) {
                idle.add(idle(providers.get(0)));
            }
        }
        missing.addAll(idle);
        return missing;
    }

    private static String directive(BundleRequirement requirement, String name) {
        return requirement.getDirectives().getOrDefault(name, name.equals("effective") ? "resolve" : "");
    }

    private Trouble missing(BundleRequirement requirement) {
        String filter = directive(requirement, "filter");
        String name = name(requirement.getNamespace(), filter);
        if (requirement.getNamespace().equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
            return Trouble.refused(
                    "needs Java " + versions(filter) + "; this is Java "
                            + Runtime.version().feature(),
                    "use a newer Java, or ask for a build for this one");
        }
        if (!requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            return Trouble.refused(
                    "needs " + requirement.getNamespace() + " " + filter + ", which nobody offers",
                    "put the bundle that offers it into the drop-in folder too");
        }
        TreeSet<String> here = offered(name);
        String wanted = "needs the package " + (name + " " + versions(filter)).strip();
        if (here.isEmpty()) {
            return Trouble.refused(
                    wanted + ", which nobody exports",
                    "put the bundle that exports it into the drop-in folder too, or compile it into this one");
        }
        return Trouble.refused(
                wanted + "; here it is " + String.join(" and ", here),
                name.startsWith("org.espalier.")
                        ? "it was built for another version of Espalier: use a build for this one"
                        : "put a bundle that exports that version into the drop-in folder too");
    }

    /** A requirement that only bundles offer which are themselves not resolved. */
    private static Trouble idle(Bundle provider) {
        return Trouble.refused(
                "needs " + provider.getSymbolicName() + ", which is not in use itself",
                "see what is wrong with that one");
    }

    /** Who offers it; a bundle that may not come in offers nothing of ours. */
    private List<Bundle> providers(BundleRequirement requirement) {
        return system.getBundle().adapt(FrameworkWiring.class).findProviders(requirement).stream()
                .filter(offer -> !Admission.ours(offer) || admission.admits(offer.getRevision()))
                .map(offer -> offer.getRevision().getBundle())
                .toList();
    }

    private TreeSet<String> offered(String name) {
        TreeSet<String> versions = new TreeSet<>();
        for (Bundle bundle : system.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision == null || !admission.admits(revision)) {
                continue;
            }
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
