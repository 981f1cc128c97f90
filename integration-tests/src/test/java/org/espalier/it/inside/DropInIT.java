package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.PluginTrouble;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.Runs;
import org.espalier.it.plugin.ImpossibleDefault;
import org.espalier.it.plugin.Keeping;
import org.espalier.it.plugin.ThrowingAtActivation;
import org.espalier.it.plugin.ThrowingAtStart;
import org.espalier.it.support.SmallJob;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** What becomes of a wrong jar in the drop-in folder: one line that says so while it lies there, and nothing else is touched. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class DropInIT {
    private static final Path PLUGINS = Path.of(System.getProperty("espalier.test.plugins"));
    private static final Class<?>[] SETTINGS = {Keeping.Settings.class};
    private static final Set<String> WITHOUT_THEIR_PLUGIN = Set.of(
            "a manifest that cannot be read",
            "a missing import",
            "exported API",
            "an impossible setting",
            "a component that throws");
    /** At most so long until what the container does is looked at again. */
    private static final long TURN_MILLIS = 50;

    @InjectBundleContext
    BundleContext context;

    @InjectService
    Runs runs;

    @InjectService
    Catalog catalog;

    @TempDir
    Path folder;

    @AfterEach
    void emptyTheFolder() throws Exception {
        try (var files = Files.list(PLUGINS)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        await(troubles -> troubles.isEmpty() && Stream.of(context.getBundles()).noneMatch(DropInIT::dropped));
    }

    /** Something that is put into the folder. */
    interface Drop {
        void at(Path jar) throws IOException;
    }

    static Stream<Arguments> wrongJars() {
        return Stream.of(
                wrong("a jar that is no bundle", bundle(keeping().without("Bundle-SymbolicName")), "is no bundle:"),
                wrong("text", jar -> put(jar, "no zip at all".getBytes()), "is no readable jar: "),
                wrong("nothing", jar -> put(jar, new byte[0]), "is empty"),
                wrong("half a jar", DropInIT::half, "is no readable jar: "),
                wrong(
                        "a manifest that cannot be read",
                        bundle(keeping().with("Import-Package", "a;;b,,")),
                        "is refused: "),
                wrong(
                        "a missing import",
                        bundle(keeping().with("Import-Package", "no.such.thing")),
                        "needs the package no.such.thing, which nobody exports"),
                wrong(
                        "a newer API",
                        bundle(keeping().with("Import-Package", "org.espalier.api.growth;version=\"[7.1,8)\"")),
                        "needs the package org.espalier.api.growth 7.1.0 or later, below 8.0.0; here it is 0."),
                wrong(
                        "a newer Java",
                        bundle(keeping()
                                .with("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")),
                        "needs Java 99; this is Java " + Runtime.version().feature()),
                wrong(
                        "exported API",
                        bundle(keeping().with("Export-Package", "org.espalier.api.growth;version=0.1")),
                        "exports org.espalier.api.growth, which belongs to org.espalier.api"),
                wrong(
                        "our classes",
                        bundle(keeping().with("Bundle-Name", "shaded", GrowthStrategy.class, Plugin.class)),
                        "contains classes of org.espalier.api"),
                wrong(
                        "a name that leads out of the jar",
                        bundle(keeping()
                                .withFile("../../../../slipped.jar", "anything")
                                .with("Bundle-ClassPath", ".,../../../../slipped.jar")),
                        "contains ../../../../slipped.jar, a name that leads out of the jar"),
                wrong(
                        "a fragment of ours",
                        bundle(TestBundle.named("org.example.fragment").with("Fragment-Host", "org.espalier.host")),
                        "is a fragment of org.espalier.host"),
                wrong(
                        "an impossible setting",
                        bundle(TestBundle.strategy(
                                "org.example.wrong",
                                "wrong",
                                ImpossibleDefault.class,
                                ImpossibleDefault.Settings.class)),
                        "brings the strategy wrong, which is set aside: its settings cannot be used: "),
                wrong(
                        "a component that throws",
                        bundle(TestBundle.strategy(
                                "org.example.wrong",
                                "wrong",
                                ThrowingAtActivation.class,
                                Keeping.class,
                                Keeping.Settings.class)),
                        "it threw java.lang.IllegalStateException: no licence"),
                wrong(
                        "an activator that throws",
                        bundle(TestBundle.named("org.example.wrong")
                                .with("Bundle-Activator", ThrowingAtStart.class.getName(), ThrowingAtStart.class)
                                .with("Import-Package", "org.osgi.framework")),
                        "does not start: its Bundle-Activator threw java.io.IOException: no such device"),
                wrong(
                        "a name that is taken",
                        bundle(keeping("org.example.wrong", "ifno")),
                        "brings the strategy ifno, which is set aside: org.espalier.ifno 0."),
                wrong(
                        "a plugin without a name",
                        bundle(
                                keeping()
                                        .withFile(
                                                "OSGI-INF/component.xml",
                                                """
                                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="nameless">
                                  <service><provide interface="org.espalier.api.growth.GrowthStrategy"/></service>
                                  <implementation class="org.espalier.it.plugin.Keeping"/>
                                </scr:component>
                                """)),
                        "brings a strategy without a name"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongJars")
    void isRefusedWithOneLineAndAllElseRunsOn(String what, Drop drop, String why) throws Exception {
        keeping("org.example.good", "good").writeTo(PLUGINS.resolve("good.jar"));
        await(troubles -> strategies().contains("good"));
        Wirings before = Wirings.now(context);
        drop.at(PLUGINS.resolve("wrong.jar"));
        PluginTrouble trouble = await(troubles -> !troubles.isEmpty()).get(0);
        assertEquals("wrong.jar", trouble.file());
        assertTrue(trouble.why().contains(why), trouble::toString);
        assertTrue(trouble.refused());
        assertEquals(1, trouble.line().lines().count());
        assertFalse(trouble.advice().isEmpty());
        assertTrue(strategies().containsAll(Set.of("good", "ifno", "schedule")), () -> strategies()
                .toString());
        assertEquals(1, runs.pluginTroubles().size());
        try (var all = Files.walk(PLUGINS.getParent())) {
            assertEquals(0, all.filter(file -> file.endsWith("slipped.jar")).count());
        }
        Files.delete(PLUGINS.resolve("wrong.jar"));
        await(troubles -> troubles.isEmpty() && context.getBundle(location("wrong.jar")) == null);
        assertEquals(Set.of(), before.changed(), "wired anew");
    }

    @Test
    void aBundleWithoutAPluginIsAWarning() throws Exception {
        TestBundle.named("org.example.idle").writeTo(PLUGINS.resolve("idle.jar"));
        PluginTrouble trouble = await(troubles -> !troubles.isEmpty()).get(0);
        assertFalse(trouble.refused());
        assertEquals("registers no plugin", trouble.why());
        assertEquals("org.example.idle 1.0.0", trouble.bundle());
    }

    @Test
    void everyTroubleOfAJarIsSaidAndTheRestOfItServes() throws Exception {
        TestBundle.strategy("org.example.wrong", "throwing", ThrowingAtActivation.class, Keeping.class)
                .with("Bundle-Name", "many", SETTINGS)
                .andStrategy("impossible", ImpossibleDefault.class, ImpossibleDefault.Settings.class)
                .andStrategy("ifno", Keeping.class)
                .andStrategy("fine", Keeping.class)
                .writeTo(PLUGINS.resolve("wrong.jar"));
        List<PluginTrouble> troubles =
                await(found -> found.size() == 3 && strategies().contains("fine"));
        assertEquals(
                Set.of("wrong.jar"),
                Set.copyOf(troubles.stream().map(PluginTrouble::file).toList()));
        for (String what : List.of("it threw java.lang", "the strategy impossible", "the strategy ifno"))
            assertEquals(
                    1, troubles.stream().filter(t -> t.why().contains(what)).count(), troubles::toString);
        assertTrue(refusal("impossible").contains("brings the strategy impossible"));
        assertTrue(refusal("throwing").contains("it threw java.lang.IllegalStateException: no licence"));
    }

    /** Whoever was first, whatever the files are called. */
    @Test
    void ofTwoPluginsOfOneNameTheSecondTakesThePlaceOfTheFirstThatGoes() throws Exception {
        keeping("org.example.first", "twin").writeTo(PLUGINS.resolve("z.jar"));
        await(troubles -> strategies().contains("twin"));
        keeping("org.example.second", "twin").writeTo(PLUGINS.resolve("a.jar"));
        PluginTrouble trouble = await(troubles -> !troubles.isEmpty()).get(0);
        assertEquals("a.jar", trouble.file());
        assertTrue(trouble.why().contains("org.example.first 1.0.0 supplies one of that name"), trouble::toString);
        Files.delete(PLUGINS.resolve("z.jar"));
        await(troubles -> troubles.isEmpty() && strategies().contains("twin"));
    }

    @Test
    void ofTwoVersionsOfASingletonTheSecondIsRefused() throws Exception {
        TestBundle one = keeping("org.example.one;singleton:=true", "one");
        one.writeTo(PLUGINS.resolve("one.jar"));
        await(troubles -> strategies().contains("one"));
        one.version("1.1.0").writeTo(PLUGINS.resolve("two.jar"));
        PluginTrouble trouble = await(troubles -> !troubles.isEmpty()).get(0);
        assertEquals("two.jar", trouble.file());
        assertTrue(trouble.why().startsWith("cannot be wired to what is here: "), trouble::toString);
    }

    @Test
    void aWrongJarThatIsReplacedByAnotherOfItsVersionIsLookedAtAnew() throws Exception {
        Path jar = PLUGINS.resolve("wrong.jar");
        keeping().with("Import-Package", "a;;b,,").writeTo(jar);
        String first = await(troubles -> !troubles.isEmpty()).get(0).why();
        keeping().with("Export-Package", "java.lang").writeTo(jar);
        String second = await(troubles ->
                        !troubles.isEmpty() && !troubles.get(0).why().equals(first))
                .get(0)
                .why();
        assertTrue(second.startsWith("is refused: "), second);
        keeping().writeTo(jar);
        await(troubles -> troubles.isEmpty() && strategies().contains("wrong"));
    }

    @Test
    void aWrongJarThatIsMendedServes() throws Exception {
        put(PLUGINS.resolve("mended.jar"), "half".getBytes());
        await(troubles -> !troubles.isEmpty());
        keeping("org.example.mended", "mended").writeTo(PLUGINS.resolve("mended.jar"));
        await(troubles -> troubles.isEmpty() && strategies().contains("mended"));
    }

    static Stream<Arguments> jarsWithoutTheirPlugin() {
        return wrongJars().filter(wrong -> WITHOUT_THEIR_PLUGIN.contains(wrong.get()[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jarsWithoutTheirPlugin")
    void aJobThatAsksForItsPluginIsToldWhatIsToldOfTheJar(String what, Drop drop, String why) throws Exception {
        drop.at(PLUGINS.resolve("wrong.jar"));
        PluginTrouble trouble = await(troubles -> !troubles.isEmpty()).get(0);
        assertTrue(trouble.why().contains(why), trouble::toString);
        String refusal = refusal("wrong");
        assertTrue(refusal.contains("wrong — is set aside: " + trouble.line()), refusal);
        RefusedException described = assertThrows(RefusedException.class, () -> catalog.find("strategy", "wrong"));
        assertTrue(described.getMessage().contains(trouble.line()), described::getMessage);
        assertTrue(refusal("other").contains("other — no such strategy"));
    }

    /** What somebody is told whose job asks for a strategy. */
    private String refusal(String strategy) throws IOException {
        Path job = SmallJob.asItIs().in(folder);
        return assertThrows(
                        RefusedException.class,
                        () -> runs.start(
                                RunRequest.of(job, folder.resolve("runs")).set("growth.modes.type", strategy)))
                .getMessage();
    }

    private static Arguments wrong(String what, Drop drop, String why) {
        return arguments(what, drop, why);
    }

    private static TestBundle keeping() {
        return keeping("org.example.wrong", "wrong");
    }

    private static TestBundle keeping(String bundle, String plugin) {
        return TestBundle.strategy(bundle, plugin, Keeping.class, SETTINGS);
    }

    private static Drop bundle(TestBundle bundle) {
        return bundle::writeTo;
    }

    private static void half(Path jar) throws IOException {
        Path whole = Files.createTempFile("whole", ".jar");
        keeping().writeTo(whole);
        byte[] all = Files.readAllBytes(whole);
        Files.delete(whole);
        put(jar, Arrays.copyOf(all, all.length / 2));
    }

    private static void put(Path jar, byte[] content) throws IOException {
        Path part = Files.write(jar.resolveSibling(jar.getFileName() + ".part"), content);
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Set<String> strategies() {
        return Set.copyOf(runs.plugins().stream()
                .filter(card -> card.kind().equals("strategy"))
                .map(card -> card.name())
                .toList());
    }

    private static boolean dropped(Bundle bundle) {
        return bundle.getLocation().startsWith(PLUGINS.toFile().toURI().toString());
    }

    private static String location(String jar) {
        return PLUGINS.resolve(jar).toFile().toURI().toString();
    }

    /** The troubles, once they are as wanted. */
    private List<PluginTrouble> await(Predicate<List<PluginTrouble>> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        var changes = new Semaphore(0);
        BundleListener onChange = event -> changes.release();
        context.addBundleListener(onChange);
        try {
            while (true) {
                changes.drainPermits();
                List<PluginTrouble> troubles = runs.pluginTroubles();
                if (wanted.test(troubles)) return troubles;
                assertFalse(System.nanoTime() > deadline, () -> "still " + troubles + strategies());
                changes.tryAcquire(TURN_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            context.removeBundleListener(onChange);
        }
    }
}
