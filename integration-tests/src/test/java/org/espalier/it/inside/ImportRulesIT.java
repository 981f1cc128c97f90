package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Who may import whom, read from the manifests of the distribution. */
class ImportRulesIT {
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
    private static final String API = "org.espalier.api";
    private static final Set<String> EXPORTERS = Set.of("org.espalier.api", "org.espalier.layers");

    @ParameterizedTest
    @MethodSource("strategies")
    void aStrategyImportsTheApiTheJdkAndSlf4jAndNothingElse(String name) {
        assertEquals(Set.of(), beyondTheApi(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"optimizers", "data", "initializers", "zero", "lns"})
    void pluginsOnPlainArraysDoAsStrategiesDo(String name) {
        assertEquals(Set.of(), beyondTheApi(name));
    }

    @Test
    void modelsImportLayersAndArraysBesides() {
        assertEquals(Set.of("org.espalier.layers", "org.nd4j.linalg.api.ndarray"), beyondTheApi("models"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shell", "report"})
    void whatPeopleTouchKnowsTheRunApiOnly(String name) {
        Set<String> ours = imports(bundle(name));
        ours.removeIf(imported -> !imported.startsWith("org.espalier."));
        ours.remove("org.espalier.api.run");
        assertEquals(Set.of(), ours);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void ourBundlesImportOfEachOtherOnlyTheApiAndModelsAlsoLayers(String name) {
        Set<String> others = imports(bundle(name));
        others.removeAll(exports(bundle(name)));
        others.removeIf(imported -> !imported.startsWith("org.espalier.") || isApi(imported));
        if (name.equals("models")) others.removeIf(imported -> within(imported, "org.espalier.layers"));
        assertEquals(Set.of(), others);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void onlyTheApiAndLayersExport(String name) {
        Bundle bundle = bundle(name);
        if (!EXPORTERS.contains(bundle.getSymbolicName())) assertEquals(Set.of(), exports(bundle));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void nobodyGoesRoundTheImports(String name) {
        BundleRevision revision = bundle(name).adapt(BundleRevision.class);
        assertTrue(
                revision.getDeclaredRequirements(BundleNamespace.BUNDLE_NAMESPACE)
                        .isEmpty(),
                "Require-Bundle");
        assertTrue(
                revision.getDeclaredRequirements(HostNamespace.HOST_NAMESPACE).isEmpty(), "Fragment-Host");
        assertEquals(null, bundle(name).getHeaders().get("DynamicImport-Package"));
    }

    /** Who exports nothing can be updated or taken away and no other bundle is wired anew. */
    @ParameterizedTest
    @MethodSource("ours")
    void nobodyHangsOnABundleThatExportsNothing(String name) {
        Bundle bundle = bundle(name);
        if (!EXPORTERS.contains(bundle.getSymbolicName())) assertEquals(Set.of(bundle), closure(bundle));
    }

    @Test
    void onlyModelsHangOnLayersAndAllPluginsOnTheApi() {
        assertEquals(Set.of(bundle("layers"), bundle("models")), closure(bundle("layers")));
        Set<Bundle> all = closure(bundle("api"));
        for (String name : ours()) assertTrue(all.contains(bundle(name)), name);
    }

    /** A rule that reads nothing holds of everything. */
    @Test
    void theRulesAreReadFromRealManifests() {
        assertFalse(imports(bundle("models")).isEmpty());
        assertFalse(exports(bundle("api")).isEmpty());
        assertEquals(List.of("ifno", "inrank", "schedule"), strategies());
        assertTrue(
                ours().containsAll(List.of("api", "data", "host", "ifno", "layers", "models", "optimizers", "report")));
        assertTrue(ours().containsAll(List.of("initializers", "lns", "schedule", "shell", "zero")));
    }

    private static Set<Bundle> closure(Bundle bundle) {
        return Set.copyOf(FrameworkUtil.getBundle(ImportRulesIT.class)
                .getBundleContext()
                .getBundle(0)
                .adapt(FrameworkWiring.class)
                .getDependencyClosure(List.of(bundle)));
    }

    /** The bundles that supply a strategy, whatever they are called. */
    static List<String> strategies() {
        return ours().stream()
                .filter(name -> bundle(name).getRegisteredServices() != null)
                .filter(name -> Stream.of(bundle(name).getRegisteredServices())
                        .map(service -> (String[]) service.getProperty(Constants.OBJECTCLASS))
                        .anyMatch(types -> List.of(types).contains("org.espalier.api.growth.GrowthStrategy")))
                .toList();
    }

    static List<String> ours() {
        return Stream.of(FrameworkUtil.getBundle(ImportRulesIT.class)
                        .getBundleContext()
                        .getBundles())
                .map(Bundle::getSymbolicName)
                .filter(name -> name.startsWith("org.espalier.") && !name.startsWith("org.espalier.it."))
                .map(name -> name.substring("org.espalier.".length()))
                .sorted()
                .toList();
    }

    private static Bundle bundle(String name) {
        Predicate<Bundle> wanted = bundle -> bundle.getSymbolicName().equals("org.espalier." + name);
        return Stream.of(FrameworkUtil.getBundle(ImportRulesIT.class)
                        .getBundleContext()
                        .getBundles())
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle org.espalier." + name));
    }

    private static Set<String> beyondTheApi(String name) {
        Set<String> others = imports(bundle(name));
        others.removeIf(imported -> isApi(imported) || imported.startsWith("java.") || imported.equals("org.slf4j"));
        return others;
    }

    /** Imported packages, optional ones too. */
    private static Set<String> imports(Bundle bundle) {
        var packages = new TreeSet<String>();
        for (var requirement :
                bundle.adapt(BundleRevision.class).getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE)) {
            Matcher matcher = PACKAGE.matcher(requirement.getDirectives().get("filter"));
            assertTrue(matcher.find(), requirement::toString);
            packages.add(matcher.group(1));
        }
        return packages;
    }

    private static Set<String> exports(Bundle bundle) {
        var packages = new TreeSet<String>();
        for (var capability :
                bundle.adapt(BundleRevision.class).getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE))
            packages.add((String) capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
        return packages;
    }

    private static boolean isApi(String imported) {
        return within(imported, API);
    }

    private static boolean within(String imported, String parent) {
        return imported.equals(parent) || imported.startsWith(parent + ".");
    }
}
