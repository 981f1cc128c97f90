package org.espalier.data.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class Gpt2TokenizerTest {
    private final Gpt2Tokenizer tokenizer = Gpt2Tokenizer.get();

    private int[] encode(String text) {
        return tokenizer.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] decode(int[] tokens) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int token : tokens) all.writeBytes(tokenizer.decode(token));
        return all.toByteArray();
    }

    private int[] inPieces(byte[] text, int piece) throws IOException {
        IntStream.Builder all = IntStream.builder();
        tokenizer.encode(new ByteArrayInputStream(text), piece, tokens -> {
            for (int i = 0; i < tokens.size(); i++) all.add(tokens.get(i));
        });
        return all.build().toArray();
    }

    /** What the released GPT-2 is given for these. */
    @Test
    void tokensAreThoseOfTheReleasedModel() {
        assertArrayEquals(new int[] {15496, 995}, encode("Hello world"));
        assertArrayEquals(new int[] {15496, 11, 616, 3290, 318, 13779}, encode("Hello, my dog is cute"));
        assertArrayEquals(new int[] {}, encode(""));
    }

    @Test
    void aWordOfTheVocabularyThatSteersIsTextInAText() {
        int[] tokens = encode("<|endoftext|>");
        assertTrue(Arrays.stream(tokens).allMatch(token -> token < 50256), Arrays.toString(tokens));
        assertEquals("<|endoftext|>", new String(tokenizer.decode(50256), StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatAreNoUtf8AreATokenEachAndComeBackAsTheyWere() {
        int[] word = encode("word");
        byte[] text = {(byte) 0xFF, 'w', 'o', 'r', 'd', (byte) 0xE2, (byte) 0x82};
        int[] tokens = tokenizer.encode(text);
        assertEquals(word.length + 3, tokens.length);
        assertArrayEquals(word, Arrays.copyOfRange(tokens, 1, 1 + word.length));
        assertArrayEquals(text, decode(tokens));
        byte[] noise = new byte[20_000];
        RandomStream draws = RandomStream.of(1, "noise");
        for (int i = 0; i < noise.length; i++) noise[i] = (byte) draws.bits(i);
        assertArrayEquals(noise, decode(tokenizer.encode(noise)));
    }

    @Test
    void everyTokenIsOneByteOrMore() {
        for (int token = 0; token < Gpt2Tokenizer.TOKENS; token++) {
            assertTrue(tokenizer.decode(token).length > 0, "token " + token);
        }
        assertThrows(IllegalArgumentException.class, () -> tokenizer.decode(Gpt2Tokenizer.TOKENS));
        assertThrows(IllegalArgumentException.class, () -> tokenizer.decode(-1));
    }

    /** White space of every kind and length, apostrophes, and what is no text, between words. */
    private static byte[] odd(int words) {
        String[] parts = {
            "the", " a", "'s", "'ll", "  ", " \n", "\n\n", "\t", "\u00a0", "\u3000", "\u0085", "\u2028", "\u200b",
            "naïve", "日本", "😀", "12", "1,000", "...", " -", "\r\n", "\u001f", " x'", "é"
        };
        RandomStream draws = RandomStream.of(3, "odd");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < words; i++) {
            int part = draws.integer(2 * i, parts.length + 2);
            if (part < parts.length) text.writeBytes(parts[part].getBytes(StandardCharsets.UTF_8));
            if (part == parts.length) text.write(0xE3);
            if (part == parts.length + 1) text.writeBytes(new byte[] {(byte) 0x80, (byte) 0xC2});
            // A place to cut, now and then; never too far apart.
            if (i % 5 == 4)
                text.writeBytes((draws.integer(2 * i + 1, 2) == 0 ? ". " : "e\nb").getBytes(StandardCharsets.UTF_8));
        }
        return text.toByteArray();
    }

    @Test
    void aTextInPiecesHasTheTokensOfTheWhole() throws IOException {
        byte[] text = odd(4000);
        int[] whole = inPieces(text, text.length + 1);
        assertArrayEquals(text, decode(whole));
        for (int piece : new int[] {64, 65, 67, 100, 333, 1000, 4096}) {
            assertArrayEquals(whole, inPieces(text, piece), "pieces of " + piece);
        }
    }

    @Test
    void whatHasNoPlaceToCutIsCutBeforeACharacter() throws IOException {
        byte[] text = "日本語".repeat(50).getBytes(StandardCharsets.UTF_8);
        for (int piece : new int[] {4, 5, 16, 31}) {
            int[] tokens = inPieces(text, piece);
            assertArrayEquals(text, decode(tokens));
            assertEquals(48, Cut.of(text, 50), "the 17th character would not be whole");
            assertTrue(Arrays.equals(tokens, inPieces(text, piece)));
        }
        byte[] blanks = " ".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(blanks, decode(inPieces(blanks, 16)));
        byte[] continuations = new byte[100];
        Arrays.fill(continuations, (byte) 0x80);
        assertArrayEquals(continuations, decode(inPieces(continuations, 16)));
    }
}
