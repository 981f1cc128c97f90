package org.espalier.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.shell.display.Glyphs;
import org.espalier.shell.display.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code predict --text}: what is asked of the runs, and what reaches the reader. */
class PredictTextTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeRuns runs = new FakeRuns();
    private Terminal terminal = Terminal.plain(Glyphs.UNICODE);
    private Path run = Path.of("");

    @BeforeEach
    void aRun() throws IOException {
        run = Files.createDirectories(folder.resolve("runs/gpt/1"));
        Files.writeString(run.resolve("job.yaml"), "name: gpt\n");
    }

    private int execute(OutputStream to, String... options) {
        String[] arguments = {"predict", "gpt"};
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(Arrays.asList(options));
        Session session = Sessions.around(runs).printing(to, err).on(terminal).in(folder.resolve("home"), folder);
        return new Verbs(session).execute(all);
    }

    private void misuse(String line, String... options) {
        err.reset();
        assertEquals(2, execute(out, options));
        assertEquals("espalier: predict: " + line + "; see espalier predict --help\n", err.toString());
    }

    @Test
    void theTextAndWhatFollowsComeOutByteForByte() {
        runs.tokens = List.of(new byte[] {(byte) 0xE2}, new byte[] {(byte) 0x82, (byte) 0xFF}, new byte[] {27, 'x'});
        assertEquals(0, execute(out, "--text", "Ö ", "--length", "3"), err::toString);
        byte[] expected = {(byte) 0xC3, (byte) 0x96, ' ', (byte) 0xE2, (byte) 0x82, (byte) 0xFF, 27, 'x'};
        assertArrayEquals(expected, out.toByteArray());
        assertEquals(List.of("generate " + run + " Ö  3 0.8 0 1"), runs.asked);
    }

    @Test
    void onATerminalCharactersAreWholeAndCommandNothing() {
        terminal = new Terminal(true, true, 80, Glyphs.UNICODE);
        runs.tokens = List.of(
                new byte[] {(byte) 0xE2, (byte) 0x82},
                new byte[] {(byte) 0xAC, 27},
                new byte[] {'[', '\n', (byte) 0xFF, (byte) 0xC2},
                new byte[] {(byte) 0x9B, (byte) 0xE2});
        assertEquals(0, execute(out, "--text", "5 ", "--length", "4"), err::toString);
        assertEquals("5 € [\n\uFFFD \uFFFD\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void everyChoiceReachesTheRunAndTheDefaultsAreSaid() {
        execute(out, "--text", "", "--length", "7", "--temperature", "0", "--top-k", "5", "--seed", "-3");
        execute(out, "--text", "a");
        assertEquals(List.of("generate " + run + "  7 0.0 5 -3", "generate " + run + " a 400 0.8 0 1"), runs.asked);
    }

    @Test
    void jsonIsOneLineWithTheTextReplacedWhereItIsNoUtf8() throws IOException {
        runs.tokens = List.of(new byte[] {'\n', (byte) 0xC3}, new byte[] {(byte) 0xA9, (byte) 0xFF}, new byte[] {27});
        assertEquals(0, execute(out, "--text", "naïve", "--length", "3", "--json"), err::toString);
        String line = out.toString(StandardCharsets.UTF_8);
        assertTrue(line.endsWith("}\n") && line.lines().count() == 1, line);
        assertTrue(line.chars().allMatch(c -> c < 127 && (c >= ' ' || c == '\n')), line);
        JsonNode json = new ObjectMapper().readTree(line);
        assertEquals("naïve", json.get("prompt").asText());
        assertEquals("\né\uFFFD\u001b", json.get("text").asText());
        assertEquals(3, json.get("tokens").asInt());
        assertEquals("runs/gpt/1", json.get("checkpoint").asText());
        assertEquals("0.8 0 1", json.get("temperature").asText() + " " + json.get("top-k") + " " + json.get("seed"));
    }

    @Test
    void whoeverStopsReadingStopsTheWriting() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        int[] asked = {0};
        runs.tokens = new AbstractList<>() {
            @Override
            public byte[] get(int index) {
                asked[0]++;
                return new byte[] {'a'};
            }

            @Override
            public int size() {
                return 1000;
            }
        };
        assertEquals(0, execute(closed, "--text", "a", "--length", "1000"));
        assertEquals(1, asked[0]);
    }

    @Test
    void aRefusalStandsAlone() {
        assertEquals(2, execute(out, "--text", "a", "--temperature", "-1"));
        assertEquals("", out.toString());
        assertEquals("espalier: predict: --temperature: -1.0 is no number from 0 on\n", err.toString());
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedInOneLine() {
        misuse("--text TEXT, or --input FILE and --output FILE, must be given");
        misuse("--input FILE must be given", "--output", "u.npy");
        misuse("--text goes without --input and --output", "--text", "a", "--input", "a.npy");
        for (String option : List.of("--length", "--temperature", "--top-k", "--seed")) {
            misuse(option + " goes with --text TEXT", "--input", "a.npy", "--output", "u.npy", option, "1");
        }
        misuse("--json goes with --text TEXT", "--input", "a.npy", "--output", "u.npy", "--json");
        assertEquals(List.of(), runs.asked);
        assertEquals(2, execute(out, "--text", "a", "--length", "many"));
        assertTrue(err.toString().contains("'many' is not an int"), err::toString);
    }
}
