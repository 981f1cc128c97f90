package org.espalier.host.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {
    private static String refusal(String yaml) {
        return assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThrows(
                        RefusedException.class, () -> YamlTree.parse(yaml, "job.yaml"))
                .getMessage());
    }

    @Test
    void valuesFollowTheCoreSchemaOfYaml12() throws RefusedException {
        String yaml =
                "{a: 2e-3, b: 1e-4, c: 12, d: 3000000000, e: true, f: off, g: '12', h: ~, i: 0x10, j: [1, .5], 3: x}";
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("a", 2e-3);
        expected.put("b", 1e-4);
        expected.put("c", 12);
        expected.put("d", 3_000_000_000L);
        expected.put("e", true);
        expected.put("f", "off");
        expected.put("g", "12");
        expected.put("h", null);
        expected.put("i", 16);
        expected.put("j", List.of(1, 0.5));
        expected.put("3", "x");
        assertEquals(expected, YamlTree.parse(yaml, "job.yaml").root());
    }

    @Test
    void everyPlainValueSurvivesTheWayToTextAndBack() throws RefusedException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("numbers", Arrays.asList(1, 3_000_000_000L, 2e-3, 1e300, -0.0, Double.MIN_VALUE));
        map.put("texts", List.of("", " ", "12", "1e3", "true", "null", "a: b", "*.modes", "#", "é\n\t\"'", "~", "0x1"));
        map.put("at-epoch", Map.of("0", 16, "3", Map.of("deep", List.of(List.of())), "007", 1));
        assertEquals(map, YamlTree.parse(YamlTree.write(map), "job.yaml").root());
    }

    @Test
    void anAliasBombIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertEquals(
                "job.yaml:1: anchors and aliases are not read here; write the value out", refusal(bomb.toString()));
    }

    @Test
    void depthIsRefusedBeforeTheStackEnds() {
        assertTrue(refusal("a: " + "[".repeat(500_000)).contains("more than 32 levels deep"));
        assertTrue(refusal("{a: ".repeat(200_000)).contains("more than 32 levels deep"));
    }

    @Test
    void aHugeListIsReadOrRefusedWithinTheSizeOfItsFile() throws RefusedException {
        int many = 200_000;
        Object list =
                YamlTree.parse("a: [" + "1,".repeat(many) + "1]", "job.yaml").root();
        assertEquals(Map.of("a", java.util.Collections.nCopies(many + 1, 1)), list);
    }

    @Test
    void aDecimalCommaMakesNoNumber() throws RefusedException {
        assertEquals(
                Map.of("a", "0,5"),
                YamlTree.parse("a: 0,5", "job.yaml").root(),
                "a text, which no number setting takes");
    }

    @Test
    void aNumberOfAMillionDigitsIsRefused() {
        assertTrue(refusal("a: " + "9".repeat(1_000_000)).endsWith("is too long for a number"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "text",
                "[1]",
                "a: 1\na: 2",
                "a: {b: 1, b: 2}",
                "1: x\n'1': y",
                "a: !!java.net.URL [x]",
                "a: !mine 1",
                "!!set {a}",
                "a: !!int x",
                "[a]: 1",
                "? {a: b} : 1",
                "a: 1\n---\nb: 2",
                "a: b: c",
                "a:\n\t- 1",
                "a: \u0000",
                "a: 'open",
                "a: !!float x"
            })
    void whatIsNotReadHereIsRefusedInOneLine(String yaml) {
        String refusal = refusal(yaml);
        assertTrue(refusal.startsWith("job.yaml") && refusal.lines().count() == 1, refusal);
    }
}
