package org.espalier.host.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.Version;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.hooks.bundle.FindHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What is asked of a framework while it changes, in one without anything else. */
class InFrameworkTest {
    private static final Map<String, String> NOTHING = Map.of();

    @TempDir
    Path folder;

    private Felix felix;
    private BundleContext context;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(folder.resolve("plugins"));
        felix = new Felix(Map.of(
                "org.osgi.framework.storage",
                folder.resolve("cache").toString(),
                "felix.log.level",
                "0",
                "felix.fileinstall.dir",
                folder.resolve("plugins").toString()));
        felix.start();
        context = felix.getBundleContext();
    }

    @AfterEach
    void stop() throws Exception {
        felix.stop();
        felix.waitForStop(10_000);
    }

    private Bundle install(String file, String name, Map<String, String> headers) throws Exception {
        Path jar = Jars.bundle(folder.resolve(file), name, headers, NOTHING);
        return context.installBundle(jar.toUri().toString());
    }

    private static BundleRevision revision(Bundle bundle) {
        return bundle.adapt(BundleRevision.class);
    }

    private static List<String> whys(Collection<Trouble> troubles) {
        return troubles.stream().map(Trouble::why).toList();
    }

    /** The installer takes a jar for an update of any bundle that has its name and version: it must not find the trial's. */
    @Test
    void aTrialShowsNoBundleOfTheJarsNameIsWiredToNobodyAndLeavesNothing() throws Exception {
        context.registerService(ResolverHookFactory.class, new Admission(context), null);
        Bundle needing = install("needing.jar", "org.example.needing", Map.of("Import-Package", "org.example.tried"));
        Path jar = Jars.bundle(
                folder.resolve("plugins/tried.jar"),
                "org.example.tried;singleton:=true",
                Map.of("Export-Package", "org.example.tried"),
                NOTHING);
        List<String> names = new ArrayList<>();
        context.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.INSTALLED) {
                names.add(event.getBundle().getSymbolicName());
                assertFalse(felix.adapt(FrameworkWiring.class).resolveBundles(List.of(needing)));
            }
        });
        assertEquals(Optional.empty(), new Trial(context).refusal(jar));
        assertEquals(1, names.size());
        assertNotEquals("org.example.tried", names.get(0));
        assertEquals(Bundle.INSTALLED, needing.getState());
        assertEquals(2, context.getBundles().length);
    }

    @Test
    void aTrialTellsWhatTheFrameworkHasAgainstAManifest() throws Exception {
        Path jar = Jars.bundle(
                folder.resolve("plugins/bad.jar"), "org.example.bad", Map.of("Import-Package", "a;;b,,"), NOTHING);
        String why = new Trial(context).refusal(jar).orElseThrow().why();
        assertTrue(why.startsWith("is refused: "), why);
        assertEquals(1, context.getBundles().length);
    }

    @Test
    void aTrialOfAWholeJarHasItsNamesAndNothingOfWhatItsFilesHold() throws Exception {
        Path jar = Jars.bundle(
                folder.resolve("fat.jar"), "org.example.fat", NOTHING, Map.of("org/example/fat/Big.class", "a lot"));
        List<Integer> lengths = new ArrayList<>();
        assertEquals(List.of(), new Trial(context).whole(jar, bundle -> {
                    assertTrue(bundle.getEntryPaths("org/example/fat").hasMoreElements());
                    try (InputStream in =
                            bundle.getEntry("org/example/fat/Big.class").openStream()) {
                        lengths.add(in.readAllBytes().length);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return List.of();
                }));
        assertEquals(List.of(0), lengths);
        assertEquals(1, context.getBundles().length);
    }

    @Test
    void aJarOfNothingButNamesIsRefusedInOneLine() throws Exception {
        Map<String, String> files = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            files.put("x".repeat(60_000) + i, "");
        }
        Path jar = Jars.bundle(folder.resolve("names.jar"), "org.example.names", NOTHING, files);
        List<Trouble> troubles = new Trial(context).whole(jar, bundle -> {
            throw new AssertionError("it is here");
        });
        assertEquals(1, troubles.size());
        assertTrue(
                troubles.get(0).why().startsWith("is refused: the names of its 301 files have"),
                troubles.get(0).why());
    }

    @Test
    void allThatIsWrongWithAJarIsSaid() throws Exception {
        install(
                "api.jar",
                "org.espalier.api",
                Map.of("Export-Package", "org.espalier.api.growth,org.espalier.api.data"));
        Bundle wrong = install(
                "plugins/wrong.jar",
                "org.example.wrong",
                Map.of(
                        "Export-Package",
                        "org.espalier.api.growth,org.espalier.api.data",
                        "Import-Package",
                        "no.such.thing,nor.this"));
        Admission admission = new Admission(context);
        assertEquals(
                List.of("exports org.espalier.api.data, org.espalier.api.growth, which belong to org.espalier.api"),
                whys(admission.refusals(revision(wrong))));
        assertEquals(
                List.of(
                        "needs the package no.such.thing, which nobody exports",
                        "needs the package nor.this, which nobody exports"),
                whys(new Requirements(context, admission).unmet(revision(wrong))));
    }

    @Test
    void anExporterThatIsRefusedIsNotCounted() throws Exception {
        install("api.jar", "org.espalier.api", Map.of("Export-Package", "org.espalier.api.growth;version=0.1"));
        install(
                "plugins/refused.jar",
                "org.example.refused",
                Map.of("Export-Package", "org.espalier.api.growth;version=9"));
        Bundle newer = install(
                "plugins/newer.jar",
                "org.example.newer",
                Map.of("Import-Package", "org.espalier.api.growth;version=\"[7,10)\""));
        assertEquals(
                List.of("needs the package org.espalier.api.growth 7.0.0 or later, below 10.0.0; here it is 0.1.0"),
                whys(new Requirements(context, new Admission(context)).unmet(revision(newer))));
    }

    @Test
    void aBundleThatIsUninstalledMeanwhileIsPassedOver() throws Exception {
        Bundle gone = install("gone.jar", "org.espalier.gone", Map.of("Export-Package", "org.espalier.gone"));
        Bundle wrong = install("plugins/wrong.jar", "org.example.wrong", Map.of("Import-Package", "org.espalier.gone"));
        BundleRevision last = revision(gone);
        gone.uninstall();
        BundleContext late = but(Map.of("getBundles", new Bundle[] {felix, gone, wrong}), Map.of());
        Admission admission = new Admission(late);
        assertEquals(List.of(), admission.refusals(revision(wrong)));
        assertEquals(
                List.of("needs the package org.espalier.gone, which nobody exports"),
                whys(new Requirements(late, admission).unmet(revision(wrong))));
        assertEquals(List.of(), admission.refusals(last));
    }

    @Test
    void aProviderThatGoesWhileItIsLookedAtIsNoFault() throws Exception {
        Bundle provider =
                install("plugins/provider.jar", "org.example.provider", Map.of("Export-Package", "any.thing"));
        Bundle wanting = install("plugins/wanting.jar", "org.example.wanting", Map.of("Import-Package", "any.thing"));
        FrameworkWiring real = felix.adapt(FrameworkWiring.class);
        FrameworkWiring going = proxy(FrameworkWiring.class, (method, arguments) -> {
            Object answer = method.invoke(real, arguments);
            provider.uninstall();
            return answer;
        });
        BundleContext late = but(Map.of(), Map.of("adapt", going));
        assertEquals(List.of(), new Requirements(late, new Admission(context)).unmet(revision(wanting)));
    }

    /** A bundle of the installer's name, which installs what is told. */
    private BundleContext installer() throws Exception {
        Bundle installer = install("installer.jar", Separation.INSTALLER, NOTHING);
        installer.start();
        return installer.getBundleContext();
    }

    private static Bundle dropIn(BundleContext installer, Path jar) throws Exception {
        return installer.installBundle(jar.toUri().toString());
    }

    @Test
    void whatIsDroppedInIsABundleOfItsOwnBesideTheArchivesOfThatNameAndVersion() throws Exception {
        context.registerService(
                new String[] {FindHook.class.getName(), CollisionHook.class.getName()}, new Separation(context), null);
        Bundle own = install("own.jar", "org.example.own", NOTHING);
        BundleContext installer = installer();
        assertNull(installer.getBundle(own.getBundleId()), "the installer cannot touch it");
        assertTrue(Arrays.asList(context.getBundles()).contains(own), "everybody else sees it");
        Path jar = Jars.bundle(folder.resolve("plugins/own.jar"), "org.example.own", NOTHING, NOTHING);
        Bundle dropped = dropIn(installer, jar);
        assertEquals(own.getVersion(), dropped.getVersion());
        assertNotEquals(own.getBundleId(), dropped.getBundleId());
        assertEquals(dropped, installer.getBundle(dropped.getBundleId()), "it does see its own");

        Path other = Jars.bundle(
                folder.resolve("plugins/other.jar"), "org.example.own", Map.of("Bundle-Version", "2.0.0"), NOTHING);
        Bundle later = dropIn(installer, other);
        dropped.uninstall();
        later.uninstall();
        assertEquals(Bundle.INSTALLED, own.getState());
    }

    @Test
    void aDroppedInBundleMayBecomeAnotherOfTheArchivesNameAndVersionButNotOfAnotherThatWasDroppedIn() throws Exception {
        context.registerService(
                new String[] {FindHook.class.getName(), CollisionHook.class.getName()}, new Separation(context), null);
        install("own.jar", "org.example.own", NOTHING);
        BundleContext installer = installer();
        Path jar = Jars.bundle(
                folder.resolve("plugins/one.jar"), "org.example.own", Map.of("Bundle-Version", "2.0.0"), NOTHING);
        Bundle dropped = dropIn(installer, jar);
        Jars.bundle(jar, "org.example.own", NOTHING, NOTHING);
        dropped.update(jar.toUri().toURL().openStream());
        assertEquals(new Version("1.0.0"), dropped.getVersion());
        Path two = Jars.bundle(folder.resolve("plugins/two.jar"), "org.example.own", NOTHING, NOTHING);
        assertThrows(BundleException.class, () -> dropIn(installer, two));
    }

    @Test
    void aPartOfThePlatformIsNoPlugin() throws Exception {
        String service = "osgi.service;objectClass:List<String>=\"%s\"";
        install(
                "host.jar",
                "org.espalier.host",
                Map.of("Provide-Capability", service.formatted("org.espalier.api.run.Runs")));
        install(
                "ifno.jar",
                "org.espalier.ifno",
                Map.of("Provide-Capability", service.formatted("org.espalier.api.growth.GrowthStrategy")));
        Map<String, String> later = Map.of("Bundle-Version", "2.0.0");
        Bundle host = install("plugins/host.jar", "org.espalier.host", later);
        Bundle ifno = install("plugins/ifno.jar", "org.espalier.ifno", later);
        Admission admission = new Admission(context);
        assertEquals(
                List.of("is a version of org.espalier.host, which is no plugin but a part of the platform"),
                whys(admission.refusals(revision(host))));
        assertEquals(List.of(), admission.refusals(revision(ifno)));
    }

    /** The context with some answers of its own, and a system bundle with some of its own. */
    private BundleContext but(Map<String, Object> answers, Map<String, Object> systemAnswers) {
        AtomicReference<Bundle> system = new AtomicReference<>();
        BundleContext late = proxy(BundleContext.class, (method, arguments) -> {
            Object answer = method.getName().equals("getBundle") ? system.get() : answers.get(method.getName());
            return answer == null ? method.invoke(context, arguments) : answer;
        });
        system.set(proxy(Bundle.class, (method, arguments) -> {
            Object answer = method.getName().equals("getBundleContext") ? late : systemAnswers.get(method.getName());
            return answer == null ? method.invoke(felix, arguments) : answer;
        }));
        return late;
    }

    private interface Answers {
        Object to(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                InFrameworkTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method, arguments)));
    }
}
