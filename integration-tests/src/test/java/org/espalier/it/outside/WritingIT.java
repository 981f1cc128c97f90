package org.espalier.it.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.espalier.it.outside.Espalier.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of the archive on GPT-2's tokens, and what it writes, as people type it. */
class WritingIT {
    private static final String[] SMALL = {
        "run",
        "gpt",
        "--quiet",
        "--set",
        "data.vocabulary=gpt2",
        "--set",
        "data.length=20000",
        "--set",
        "data.context=16",
        "--set",
        "model={ type: gpt, layers: 1, heads: 1, width: 16 }",
        "--set",
        "epochs=1"
    };

    @TempDir
    Path folder;

    private Outcome run(String... arguments) throws Exception {
        return Espalier.in(folder).run(arguments);
    }

    private String good(String... arguments) throws Exception {
        Outcome outcome = run(arguments);
        assertEquals(0, outcome.exitCode(), outcome::toString);
        assertEquals("", outcome.errors());
        return outcome.output();
    }

    @Test
    void aRunOnGpt2sTokensGoesOnWithATextTheSameInEveryProcess() throws Exception {
        good(SMALL);
        String provenance = Files.readString(folder.resolve("runs/gpt/1/provenance.json"));
        assertTrue(provenance.contains("gpt2, 50257 tokens"), provenance);

        String tokens = Files.readString(folder.resolve("runs/gpt/1/samples/0/tokens.json"));
        assertTrue(tokens.matches("(?s).*\"\\d+\" : \" [A-Z]?[a-z]+\".*"), tokens);
        String page = Files.readString(folder.resolve("runs/gpt/1/report.html"));
        assertTrue(page.contains("class=\"tokens\"") && !page.matches("(?s).*\\[\\d{3,5}\\].*"), "by their numbers");

        String text = good("predict", "gpt", "--text", "Alda ", "--length", "12");
        assertTrue(text.startsWith("Alda ") && text.length() > 15, text);

        String line = good("predict", "gpt", "--text", "Alda ", "--length", "12", "--json");
        assertEquals(text, "Alda " + unescaped(line.replaceAll("(?s).*\"text\":\"(.*)\",\"tokens\".*", "$1")));
        assertTrue(line.startsWith("{\"checkpoint\":\"runs/gpt/1/checkpoints/"), line);
        assertTrue(line.contains("\"prompt\":\"Alda \"") && line.contains("\"tokens\":12,"), line);

        Outcome refused = run("predict", "gpt", "--text", "Alda", "--temperature", "-1");
        assertEquals(2, refused.exitCode());
        assertEquals("", refused.output());
        assertEquals(1, refused.errors().lines().count(), refused::toString);
        assertTrue(refused.errors().contains("predict: --temperature: -1.0 is no number from 0 on"), refused::errors);
    }

    /** The escapes of JSON that occur are those of property files. */
    private static String unescaped(String json) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader("text=|" + json));
        return properties.getProperty("text").substring(1);
    }
}
