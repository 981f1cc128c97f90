package org.espalier.data.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    private static final List<String> NUMBERS = Stream.of(
                    ("no one two three four five six seven eight nine ten eleven twelve"
                                    + " thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty")
                            .split(" "))
            .toList();
    private static final Pattern HAS = Pattern.compile("(\\w+) had (\\w+) (\\w+?)s?\\b");
    private static final Pattern EVENT = Pattern.compile(
            "(\\w+) found (\\w+) \\w+\\.|(\\w+) lost (\\w+) \\w+\\.|(\\w+) gave (\\w+) (\\w+) \\w+\\.|\"(\\w+) has (\\w+) \\w+\\.\"");

    private static String text(int length, long seed) {
        return new String(Chronicle.tell(length, seed), StandardCharsets.US_ASCII);
    }

    @Test
    void theSameSeedTellsTheSameAndALongerTextBeginsWithTheShorter() {
        byte[] text = Chronicle.tell(10_000, 3);
        assertEquals(10_000, text.length);
        assertArrayEquals(text, Arrays.copyOf(Chronicle.tell(50_000, 3), 10_000));
        assertFalse(Arrays.equals(text, Chronicle.tell(10_000, 4)));
    }

    @Test
    void itIsTextOfPrintableAsciiInChapters() {
        String text = text(100_000, 1);
        assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127));
        assertTrue(text.startsWith("CHAPTER 1. At the "), text.substring(0, 40));
        assertTrue(text.contains("CHAPTER 100. At the "));
    }

    /**
     * What everybody has in the evening, and says to have in between, follows from the chapter's beginning and all that happened.
     */
    @Test
    void theLastSentenceOfAChapterFollowsFromAllThatWentBefore() {
        String[] chapters = text(200_000, 2).split("CHAPTER \\d+");
        int events = 0;
        // The last one may be cut off.
        for (String chapter : Arrays.copyOfRange(chapters, 1, chapters.length - 1)) {
            int evening = chapter.indexOf("In the evening");
            int begins = chapter.indexOf('\n', chapter.indexOf(" had "));
            Map<String, Integer> has = owned(chapter.substring(0, begins));
            Matcher event = EVENT.matcher(chapter.substring(begins, evening));
            while (event.find()) {
                happen(event, has);
                events++;
            }
            assertEquals(has, owned(chapter.substring(evening)), chapter);
        }
        assertTrue(events > 1000, "only " + events);
    }

    private static void happen(Matcher event, Map<String, Integer> has) {
        if (event.group(1) != null) {
            has.merge(event.group(1), number(event.group(2)), Integer::sum);
        } else if (event.group(3) != null) {
            has.merge(event.group(3), -number(event.group(4)), Integer::sum);
        } else if (event.group(5) != null) {
            has.merge(event.group(5), -number(event.group(7)), Integer::sum);
            has.merge(event.group(6), number(event.group(7)), Integer::sum);
        } else {
            assertEquals(has.get(event.group(8)), number(event.group(9)));
        }
    }

    private static int number(String word) {
        assertTrue(NUMBERS.contains(word), word);
        return NUMBERS.indexOf(word);
    }

    private static Map<String, Integer> owned(String sentence) {
        Map<String, Integer> has = new HashMap<>();
        Matcher each = HAS.matcher(sentence);
        while (each.find()) {
            has.put(each.group(1), number(each.group(2)));
        }
        assertTrue(has.size() >= 3, sentence);
        return has;
    }
}
