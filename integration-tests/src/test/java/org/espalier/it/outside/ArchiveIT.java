package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.support.Folders;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIT {
    @TempDir
    Path folder;

    @Test
    void theTarballHoldsWhatIsTestedHereAndStarts() throws Exception {
        Process tar = new ProcessBuilder("tar", "-xzf", System.getProperty("espalier.archive"), "-C", folder.toString())
                .inheritIO()
                .start();
        assertEquals(0, tar.waitFor());
        Path unpacked = folder.resolve("espalier-" + System.getProperty("espalier.version"));
        assertEquals(files(Espalier.home()), files(unpacked));
        Outcome outcome =
                Espalier.in(folder).by(unpacked.resolve("bin/espalier")).run("version");
        assertEquals(0, outcome.exitCode(), outcome::toString);
    }

    @Test
    void everyBundleModuleIsInTheArchiveButForWhatIsCompiledIntoOthersOrForTests() throws Exception {
        Path modules = Path.of(System.getProperty("espalier.bundles")).resolve("pom.xml");
        Set<String> wanted = new TreeSet<>();
        Matcher module = Pattern.compile("<module>([^<]+)</module>").matcher(Files.readString(modules));
        while (module.find()) wanted.add(module.group(1));
        wanted.removeAll(Set.of("arrays", "door", "settings", "testkit"));
        wanted.add("api");
        assertEquals(wanted, ours(Espalier.home().resolve("bundles")));
    }

    @Test
    void theRepositoryHoldsWhatAuthorsNeedWithPomsThatNeedNoOther() throws Exception {
        Path ours = Espalier.home().resolve("repository/org/espalier");
        String version = System.getProperty("espalier.version");
        for (String artifact : new String[] {
            "org.espalier.api",
            "org.espalier.layers",
            "org.espalier.testkit",
            "espalier-strategy-archetype",
            "espalier-model-archetype"
        }) {
            Path stem = ours.resolve(artifact).resolve(version).resolve(artifact + "-" + version);
            assertTrue(Files.size(Path.of(stem + ".jar")) > 0, artifact);
            String pom = Files.readString(Path.of(stem + ".pom"));
            assertTrue(pom.contains("<artifactId>" + artifact + "</artifactId>"), pom);
            assertFalse(pom.contains("<parent>") || pom.contains("${"), pom);
        }
        // A part of it, nearer than the whole that an author names, would be of another version than the rest.
        String kit = Files.readString(
                ours.resolve("org.espalier.testkit/%1$s/org.espalier.testkit-%1$s.pom".formatted(version)));
        assertTrue(kit.contains("<artifactId>junit-jupiter</artifactId>"), kit);
        assertFalse(kit.contains("<artifactId>junit-jupiter-"), kit);
        try (var artifacts = Files.list(ours)) {
            assertEquals(5, artifacts.count());
        }
    }

    @Test
    void whatAuthorsCompileAgainstComesWithItsSourcesAndItsApiDocs() throws Exception {
        for (String name : new String[] {"api/growth/GrowthStrategy", "layers/Linear", "testkit/PlainView"}) {
            String artifact = "org.espalier." + name.substring(0, name.indexOf('/'));
            Path stem = Espalier.home()
                    .resolve("repository/org/espalier/%1$s/%2$s/%1$s-%2$s"
                            .formatted(artifact, System.getProperty("espalier.version")));
            for (String kind : new String[] {"sources.jar java", "javadoc.jar html"}) {
                try (JarFile jar = new JarFile(stem + "-" + kind.substring(0, kind.indexOf(' ')))) {
                    String entry = "org/espalier/" + name + "." + kind.substring(kind.indexOf(' ') + 1);
                    assertNotNull(jar.getEntry(entry), () -> entry + " is not in " + jar.getName());
                }
            }
        }
    }

    @Test
    void everyPageOfTheDocsThatErrorsPointToIsThere() throws Exception {
        try (var pages = Files.list(Path.of(System.getProperty("espalier.docs")))) {
            for (Path page : pages.filter(p -> p.toString().endsWith(".md")).toList()) {
                Path copy = Espalier.home().resolve("docs").resolve(page.getFileName());
                assertEquals(-1, Files.mismatch(page, copy), page::toString);
            }
        }
    }

    @Test
    void aBundleOfTheArchiveThatCannotResolveEndsTheStartWithItsNameAndReason() throws Exception {
        Path home = folder.resolve("broken archive");
        for (String part : new String[] {"bin", "conf", "bundles", "plugins"})
            Folders.copy(Espalier.home().resolve(part), home.resolve(part));
        Files.createSymbolicLink(home.resolve("lib"), Espalier.home().resolve("lib"));
        TestBundle.named("org.espalier.it.broken")
                .with("Import-Package", "no.such.thing")
                .writeTo(home.resolve("bundles/broken.jar"));
        Espalier broken = Espalier.in(folder).withNativesOfTheTested().by(home.resolve("bin/espalier"));
        Outcome outcome = broken.run("run");
        assertEquals(4, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.errors().startsWith("espalier: broken.jar is not resolved: "), outcome::errors);
        assertTrue(outcome.errors().contains("no.such.thing"), outcome::errors);
        assertEquals(1, outcome.errors().lines().count(), outcome::errors);
        assertEquals(1, broken.run("doctor").exitCode());
    }

    private static Set<String> ours(Path bundles) throws IOException {
        var names = new TreeSet<String>();
        try (var jars = Files.newDirectoryStream(bundles, "org.espalier.*.jar")) {
            for (Path jar : jars)
                names.add(jar.getFileName()
                        .toString()
                        .substring("org.espalier.".length())
                        .replaceAll("-\\d.*", ""));
        }
        return names;
    }

    /** Relative paths of the files of an installation, without what comes into being as it is used. */
    private static Set<String> files(Path home) throws IOException {
        var names = new TreeSet<String>();
        try (var tree = Files.walk(home)) {
            for (Path path : tree.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(path).toString();
                if (!name.startsWith("data/")) names.add(name);
            }
        }
        return names;
    }
}
