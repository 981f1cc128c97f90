package org.espalier.host.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.host.store.JsonLines.Durability;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void newFile() {
        file = dir.resolve("journal.jsonl");
    }

    private static Map<String, Object> line(int step) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("why", "explained .962 < .970, é\n\"");
        return line;
    }

    private void journal(int... steps) throws IOException {
        try (JsonLines journal = JsonLines.open(file, Durability.EACH_LINE)) {
            for (int step : steps) {
                journal.append(line(step));
            }
        }
    }

    @Test
    void linesComeBackInOrder() throws IOException {
        journal(1, 2);
        journal(3);
        assertEquals(List.of(line(1), line(2), line(3)), JsonLines.read(file));
        assertEquals(3, Files.readAllLines(file).size());
    }

    @Test
    void aTornLastLineIsDroppedWhereverItWasTorn() throws IOException {
        journal(1, 2);
        byte[] whole = Files.readAllBytes(file);
        int second = Json.line(line(1)).getBytes(StandardCharsets.UTF_8).length + 1;
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            List<Map<String, Object>> left = cut >= second ? List.of(line(1)) : List.of();
            assertEquals(left, JsonLines.read(file));
            journal(7);
            assertEquals(line(7), JsonLines.read(file).get(left.size()));
            assertEquals(left.size() + 1, JsonLines.read(file).size());
        }
    }

    @Test
    void aTailOfZerosOrGarbageIsDropped() throws IOException {
        for (String tail : List.of("\0\0\0\0", "\0\0\n", "{\"step\":", "{]}\n", "7\n")) {
            Files.deleteIfExists(file);
            journal(1);
            Files.writeString(file, Files.readString(file) + tail);
            assertEquals(List.of(line(1)), JsonLines.read(file));
            journal(2);
            assertEquals(List.of(line(1), line(2)), JsonLines.read(file));
        }
    }

    @Test
    void garbageBeforeTheLastLineIsNamedAndNothingIsCutOff() throws IOException {
        Files.writeString(file, "{\"step\":1}\nrubbish\n{\"step\":2}\n");
        IOException reading = assertThrows(IOException.class, () -> JsonLines.read(file));
        assertTrue(reading.getMessage().startsWith(file + ":2: is no JSON object"), reading.getMessage());
        assertEquals(1, reading.getMessage().lines().count());
        assertThrows(IOException.class, () -> JsonLines.open(file, Durability.EACH_LINE));
        assertEquals(3, Files.readAllLines(file).size());
    }

    @Test
    void metricsGoBackToTheMarkOfACheckpoint() throws IOException {
        long mark;
        try (JsonLines metrics = JsonLines.open(file, Durability.AT_MARK)) {
            metrics.append(line(1));
            mark = metrics.mark();
            metrics.append(line(2));
        }
        Files.writeString(file, Files.readString(file) + "rubbish\nthat a loss of power left\n");
        try (JsonLines metrics = JsonLines.open(file, Durability.AT_MARK, mark)) {
            metrics.append(line(3));
            assertEquals(List.of(line(1), line(3)), JsonLines.read(file));
            metrics.truncate(mark);
            metrics.append(line(4));
        }
        assertEquals(List.of(line(1), line(4)), JsonLines.read(file));
    }

    @Test
    void aFileThatDoesNotReachTheMarkOrIsDamagedBeforeItIsRefusedAndLeftAsItIs() throws IOException {
        journal(1, 2);
        byte[] whole = Files.readAllBytes(file);
        for (int left = 0; left < whole.length; left++) {
            byte[] cut = Arrays.copyOf(whole, left);
            Files.write(file, cut);
            assertThrows(ShortFileException.class, () -> JsonLines.open(file, Durability.EACH_LINE, whole.length)
                    .close());
            assertArrayEquals(cut, Files.readAllBytes(file));
        }
        for (int at = 0; at < whole.length; at += whole.length - 1) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThrows(IOException.class, () -> JsonLines.open(file, Durability.EACH_LINE, whole.length)
                    .close());
            assertArrayEquals(damaged, Files.readAllBytes(file));
        }
        Files.delete(file);
        assertThrows(ShortFileException.class, () -> JsonLines.verify(file, 1));
        assertFalse(Files.exists(file));
    }

    @Test
    void mereFiguresAreGoneOnWithAfterTheLastEndOfALineThatIsThere() throws IOException {
        journal(1, 2);
        byte[] whole = Files.readAllBytes(file);
        int second = whole.length / 2;
        for (long mark : new long[] {0, second - 1, second, whole.length - 1, whole.length, 1_000_000}) {
            Files.write(file, whole);
            long left = mark < second ? 0 : mark < whole.length ? second : whole.length;
            assertEquals(left, JsonLines.figuresBefore(file, mark).length);
            try (JsonLines figures = JsonLines.openFigures(file, mark)) {
                assertEquals(left, figures.mark());
            }
            assertEquals(left, Files.size(file));
        }
        whole[3] ^= 1;
        whole[0] ^= 1;
        Files.write(file, whole);
        List<String> told = new ArrayList<>();
        assertEquals(List.of(line(2)), JsonLines.readFigures(file, told::add));
        assertEquals(List.of(file + ": 1 damaged lines are passed over"), told);
    }

    @Test
    void numbersThatAreNotFiniteAreWordsAndJsonStaysJson() throws IOException {
        try (JsonLines journal = JsonLines.open(file, Durability.EACH_LINE)) {
            journal.append(Map.of("loss", Double.NaN));
            journal.append(Map.of("loss", Float.NEGATIVE_INFINITY));
        }
        assertEquals("{\"loss\":\"NaN\"}", Files.readAllLines(file).get(0));
        assertEquals("-Infinity", JsonLines.read(file).get(1).get("loss"));
    }

    @Test
    void onlyPlainValuesAreWritten() throws IOException {
        try (JsonLines journal = JsonLines.open(file, Durability.EACH_LINE)) {
            assertThrows(IllegalArgumentException.class, () -> journal.append(Map.of("x", new Object())));
            journal.append(line(1));
        }
        assertEquals(List.of(line(1)), JsonLines.read(file));
    }

    @Test
    void anInterruptClosesNothing() throws IOException {
        try (JsonLines journal = JsonLines.open(file, Durability.EACH_LINE)) {
            Thread.currentThread().interrupt();
            try {
                journal.append(line(1));
                journal.append(line(2));
            } finally {
                assertTrue(Thread.interrupted());
            }
        }
        assertEquals(2, JsonLines.read(file).size());
    }
}
