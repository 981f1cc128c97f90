package org.espalier.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of the API, broken on purpose, against the API as it is: before 1.0 and after. */
class BrokenCopyTest {
    private static final String CLAIM =
            "package org.espalier.api.growth; @org.osgi.annotation.versioning.ProviderType public record Claim(%s) {%s}";

    @TempDir
    Path folder;

    private interface Change {
        Copy in(Copy copy) throws Exception;
    }

    private static final Change NONE = copy -> copy;

    @ParameterizedTest
    @CsvSource({"0.1.0, 0.2.0", "0.7.0, 0.8.0", "1.0.0, 2.0.0", "3.4.0, 4.0.0"})
    void aMethodLessInAConsumerTypeIsRefusedWithPackageAndVersion(String version, String needed) throws Exception {
        List<String> refusals = refusals(
                version,
                NONE,
                copy -> copy.with(
                        "optimize/Schedule", "Rate rate(Progress progress, S settings, PluginState state);", ""));
        assertRefused("org.espalier.api.optimize", needed, "Schedule rate(", refusals);
    }

    @ParameterizedTest
    @CsvSource({"0.1.0, 0.2.0", "1.0.0, 2.0.0"})
    void anAbstractMethodMoreInAConsumerTypeIsRefused(String version, String needed) throws Exception {
        List<String> refusals =
                refusals(version, NONE, copy -> copy.with("model/Program", "@Override", "long used(); @Override"));
        assertRefused("org.espalier.api.model", needed, "Program used()", refusals);
    }

    @ParameterizedTest
    @CsvSource({"0.1.0, 0.2.0", "1.0.0, 2.0.0"})
    void aComponentMoreInARecordThatPluginsConstructIsRefused(String version, String needed) throws Exception {
        List<String> refusals = refusals(version, claim("String dim", ""), claim("String dim, int size", ""));
        assertRefused("org.espalier.api.growth", needed, "Claim <init>(java.lang.String)", refusals);
    }

    @ParameterizedTest
    @CsvSource({"0.1.0, 0.2.0", "1.0.0, 2.0.0"})
    void aParameterMoreInAFactoryIsRefused(String version, String needed) throws Exception {
        List<String> refusals = refusals(
                version,
                NONE,
                copy -> copy.with("optimize/Moment", "linear(String name)", "linear(String name, int unit)"));
        assertRefused("org.espalier.api.optimize", needed, "Moment linear(java.lang.String)", refusals);
    }

    @Test
    void aBreakWithTheNextVersionIsNoneForWhoeverImports() throws Exception {
        Change broken = copy -> copy.with("model/Program", "@Override", "long used(); @Override");
        assertEquals(
                List.of(), refusals("0.1.0", NONE, copy -> broken.in(copy).version("org.espalier.api.model", "0.2.0")));
        assertEquals(
                List.of(), refusals("1.0.0", NONE, copy -> broken.in(copy).version("org.espalier.api.model", "2.0.0")));
        assertRefused(
                "org.espalier.api.model", "2.0.0", "Program used()", refusals("1.0.0", NONE, copy -> broken.in(copy)
                        .version("org.espalier.api.model", "1.9.0")));
    }

    @Test
    void aPackageThatIsGoneIsRefused() throws Exception {
        List<String> refusals = refusals("0.1.0", NONE, copy -> copy.without("org.espalier.api.number"));
        assertEquals(
                List.of(
                        "org.espalier.api.number 0.1.0 is gone: nobody can import it; if it is to go, move the baseline"),
                refusals);
    }

    @Test
    void aVersionThatGoesBackIsRefused() throws Exception {
        List<String> refusals = refusals("1.3.0", NONE, copy -> copy.version("org.espalier.api.number", "1.2.0"));
        assertEquals(1, refusals.size());
        assertTrue(refusals.get(0).startsWith("org.espalier.api.number 1.2.0: needs version 1.3.0"), refusals.get(0));
    }

    @Test
    void additionsBreakNobodyBeforeOne() throws Exception {
        assertEquals(List.of(), refusals("0.1.0", claim("String dim", ""), BrokenCopyTest::grown));
    }

    @Test
    void additionsNeedTheNextMinorVersionAfterOne() throws Exception {
        List<String> refusals = refusals("1.4.0", claim("String dim", ""), BrokenCopyTest::grown);
        assertEquals(3, refusals.size(), refusals::toString);
        assertTrue(
                refusals.stream().allMatch(line -> line.contains(" 1.4.0: needs version 1.5.0 ")), refusals::toString);
        assertEquals(List.of(), refusals("1.4.0", claim("String dim", ""), copy -> grown(copy)
                .version("1.5.0")));
    }

    @Test
    void whatIsTheSameNeedsNothing() throws Exception {
        assertEquals(List.of(), refusals("1.0.0", NONE, NONE));
    }

    /** All that may be added: see docs/api.md. */
    private static Copy grown(Copy copy) throws Exception {
        copy.with(
                "optimize/Schedule", "Class<S> settings();", "Class<S> settings(); default int warmUp() { return 0; }");
        copy.with("optimize/Progress", "double heldOutLoss();", "double heldOutLoss(); double trainLoss();");
        copy.with(
                "optimize/Rate",
                "private final double factor;",
                "private final double factor; public static Rate same() { return null; }");
        copy.with("number/Site", "WEIGHT,", "WEIGHT, MASTER,");
        return claim("String dim, int size", "public Claim(String dim) { this(dim, 0); }")
                .in(copy);
    }

    private static Change claim(String components, String body) {
        return copy -> copy.with("growth/Claim", CLAIM.formatted(components, body));
    }

    private List<String> refusals(String version, Change before, Change after) throws Exception {
        try (Copy older = before.in(new Copy(Files.createTempDirectory(folder, "older")).version(version));
                Copy newer = after.in(new Copy(Files.createTempDirectory(folder, "newer")).version(version))) {
            return Baseline.compare(newer.jar(), older.jar()).stream()
                    .filter(c -> !c.declared())
                    .map(PackageChange::refusal)
                    .toList();
        }
    }

    private static void assertRefused(String name, String needed, String what, List<String> refusals) {
        assertEquals(1, refusals.size(), refusals::toString);
        String line = refusals.get(0);
        assertTrue(line.startsWith(name + " ") && line.contains("needs version " + needed + " "), line);
        assertTrue(line.contains(what), line);
    }
}
