package org.espalier.data.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.data.text.TextSource.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
    private static final String TEXT = "Alda went to the mill and said: naïve!\n".repeat(60);

    @TempDir
    Path base;

    private final List<String> progress = new ArrayList<>();
    private Path cache = Path.of("");

    @BeforeEach
    void write() throws IOException {
        cache = Files.createDirectory(base.resolve("cache"));
        Files.writeString(base.resolve("text"), TEXT);
    }

    private DataContext context() {
        return new DataContext() {
            @Override
            public Path cache() {
                return cache;
            }

            @Override
            public Path base() {
                return base;
            }

            @Override
            public int threads() {
                return 1;
            }

            @Override
            public void progress(String what, long done, long total) {
                progress.add(what + " " + done + "/" + total);
            }
        };
    }

    private static Settings settings(int context) {
        return new Settings("text", "", "", Vocabulary.GPT2, context, 0, 0.2, 0.1, 5000, 1);
    }

    private float[] train(Settings settings) throws Exception {
        try (Dataset data = new TextSource().open(settings, context())) {
            int length = settings.context();
            float[] all = new float[data.count(Split.TRAIN) * length];
            for (int i = 0; i < data.count(Split.TRAIN); i++) {
                data.read(Split.TRAIN, i, data.dims(), new float[length], 0, all, i * length);
            }
            return all;
        }
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return all.get(0);
        }
    }

    @Test
    void samplesAreWindowsOfTheTextsTokens() throws Exception {
        int[] tokens = Gpt2Tokenizer.get().encode(TEXT.getBytes(StandardCharsets.UTF_8));
        float[] targets = train(settings(20));
        for (int i = 0; i < targets.length; i++) assertEquals(tokens[i + 1], targets[i]);
        int held = (int) (tokens.length * 0.2) + (int) (tokens.length * 0.1);
        assertEquals((tokens.length - held - 1) / 20 * 20, targets.length);
        assertEquals(50257, new TextSource().outline(settings(20), base).vocabulary());
    }

    @Test
    void theCardTellsHowManyBytesATokenOfTheTestTextIs() throws Exception {
        Settings settings = settings(20);
        try (Dataset data = new TextSource().open(settings, context())) {
            StringBuilder test = new StringBuilder();
            float[] target = new float[20];
            for (int i = 0; i < data.count(Split.TEST); i++) {
                data.read(Split.TEST, i, data.dims(), new float[20], 0, target, 0);
                for (float token : target) {
                    test.append(new String(Gpt2Tokenizer.get().decode((int) token), StandardCharsets.ISO_8859_1));
                }
            }
            double told = Double.parseDouble(data.card().provenance().get("bytes-per-token.test"));
            assertEquals(test.length() / (20.0 * data.count(Split.TEST)), told, 1e-6);
            assertTrue(told > 2 && told < 6, "English: " + told);
        }
    }

    @Test
    void tokensAreMadeOnceAndMadeAgainWhereTheirFileIsDamaged() throws Exception {
        float[] made = train(settings(20));
        assertTrue(progress.get(progress.size() - 1).startsWith("tokenizing "), progress.toString());
        Path file = only();
        assertEquals(
                64, file.getFileName().toString().replaceAll(".*-|\\..*", "").length());
        FileTime long_ago = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, long_ago);
        assertArrayEquals(made, train(settings(20)));
        assertEquals(long_ago, Files.getLastModifiedTime(file));
        byte[] whole = Files.readAllBytes(file);
        for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length - 2), flipped(whole), new byte[3])) {
            Files.write(file, damaged);
            assertArrayEquals(made, train(settings(20)));
            assertArrayEquals(whole, Files.readAllBytes(only()));
        }
    }

    private static byte[] flipped(byte[] whole) {
        byte[] other = whole.clone();
        other[7] ^= 1;
        return other;
    }

    @Test
    void anotherTextHasAnotherFile() throws Exception {
        float[] first = train(settings(20));
        Path file = only();
        Files.writeString(base.resolve("text"), TEXT.replace("mill", "barn"));
        float[] second = train(settings(20));
        assertTrue(!Arrays.equals(first, second));
        Files.delete(file);
        assertArrayEquals(second, train(settings(20)));
        only();
    }

    @Test
    void whatCannotBeKeptIsRefusedInOneLineThatNamesThePlace() throws Exception {
        cache = base.resolve("none");
        DataException refusal = assertThrows(DataException.class, () -> train(settings(20)));
        assertTrue(refusal.getMessage().contains("cannot be kept in " + cache), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    @Test
    void aTextShorterThanAContextIsRefusedInTokens() {
        DataException refusal = assertThrows(DataException.class, () -> new TextSource().outline(settings(1000), base));
        assertTrue(refusal.getMessage().contains(" tokens, of which "), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("a context of 1000 and the token after it"), refusal.getMessage());
    }
}
