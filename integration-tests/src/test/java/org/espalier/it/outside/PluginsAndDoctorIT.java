package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.it.outside.Espalier.Outcome;
import org.espalier.it.plugin.ImpossibleDefault;
import org.espalier.it.plugin.Keeping;
import org.espalier.it.support.ArchiveJar;
import org.espalier.it.support.TestBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two verbs, two processes, one drop-in folder. */
class PluginsAndDoctorIT {
    private static final Pattern FINDING = Pattern.compile("BAD plugins +(.*)\\R +-> (.*)");
    /** Started at once in an order that no two processes share. */
    private static final int TWINS = 8;

    @TempDir
    Path folder;

    @Test
    void pluginsAndDoctorSayTheSameOfOneFolder() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        for (int i = 0; i < TWINS; i++) {
            String file = i + ".jar";
            TestBundle.strategy("org.example.twin" + i, "twin", Keeping.class, Keeping.Settings.class)
                    .writeTo(plugins.resolve(file));
            // The fourth is the oldest.
            Files.setLastModifiedTime(plugins.resolve(file), FileTime.fromMillis(1_000_000L * (10 + Math.abs(i - 4))));
        }
        TestBundle.strategy("org.example.many", "ifno", Keeping.class, Keeping.Settings.class)
                .andStrategy("impossible", ImpossibleDefault.class, ImpossibleDefault.Settings.class)
                .writeTo(plugins.resolve("many.jar"));
        Espalier espalier = Espalier.in(folder).withNativesOfTheTested().with("ESPALIER_PLUGINS", plugins.toString());
        Outcome listed = espalier.run("plugins");
        assertEquals(0, listed.exitCode(), listed::toString);
        List<String> refused = listed.output()
                .lines()
                .filter(line -> line.startsWith("refused  "))
                .map(line -> line.substring("refused  ".length()))
                .toList();
        assertEquals(TWINS - 1 + 2, refused.size(), listed::output);
        assertTrue(refused.stream().noneMatch(line -> line.startsWith("4.jar ")), listed::output);
        assertEquals(
                TWINS - 1,
                refused.stream()
                        .filter(line -> line.contains("org.example.twin4 1.0.0 supplies one of that name"))
                        .count());
        Outcome examined = espalier.run("doctor");
        assertEquals(1, examined.exitCode(), examined::toString);
        Stream<String> findings =
                FINDING.matcher(examined.output()).results().map(found -> found.group(1) + "; " + found.group(2));
        assertEquals(refused, findings.toList());
    }

    @Test
    void bothSayWhatServesInTheArchivesPlaceAndNothingIsWrongWithIt() throws Exception {
        ArchiveJar archive = ArchiveJar.of("org.espalier.ifno");
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        archive.writeTo(plugins.resolve("ifno.jar"), archive.version());
        Espalier espalier = Espalier.in(folder).withNativesOfTheTested().with("ESPALIER_PLUGINS", plugins.toString());
        String place = "in the place of the archive's " + archive.version();
        Outcome listed = espalier.run("plugins");
        assertEquals("", listed.errors());
        assertTrue(
                listed.output()
                        .lines()
                        .anyMatch(line ->
                                line.matches("strategy +ifno +org\\.espalier\\.ifno +\\S+ +ifno\\.jar, " + place)),
                listed::output);
        assertTrue(listed.output().lines().noneMatch(line -> line.startsWith("refused")), listed::output);
        Outcome examined = espalier.run("doctor");
        assertEquals(0, examined.exitCode(), examined::toString);
        assertTrue(
                examined.output()
                        .lines()
                        .anyMatch(line -> line.matches(
                                "ok +plugins +ifno\\.jar \\(org\\.espalier\\.ifno \\S+\\) serves " + place)),
                examined::output);
    }
}
