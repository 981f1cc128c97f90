package org.espalier.data.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.espalier.api.plugin.RandomStream;

/**
 * The chronicle of a village, told from a small grammar: a text with structure at every length, so that what a model has
 * learned can be read off its loss and off what it writes.
 *
 * <p>Chapters follow one another, each from a stream of its own. A chapter names its number, a place, three or four people and
 * what each of them has; in what happens then things are found, given and eaten and people go from place to place, and all of
 * it is kept count of. Words repeat within bytes, names and places within some hundred, and the answers to questions and the
 * last sentence of a chapter follow from everything that went before in it. ASCII, in lines of one paragraph each.
 */
final class Chronicle {
    /** Raised whenever the same seed gives another text. */
    static final int VERSION = 1;

    private static final String[] PEOPLE = {
        "Alda", "Bero", "Cilia", "Dorn", "Edda", "Falk", "Gisa", "Hauke", "Ines", "Jorin", "Kaja", "Levin", "Mila",
        "Nuno", "Orla", "Piet"
    };
    private static final String[] PLACES = {"mill", "barn", "garden", "kitchen", "harbour", "orchard", "tower", "well"};
    private static final String[] THINGS = {"apple", "candle", "nail", "plum", "rope", "coin", "shell", "turnip"};
    private static final String[] WEATHER = {
        "It rained until noon.",
        "The wind came from the sea.",
        "Fog lay over the fields.",
        "The sun was warm.",
        "Snow fell on the roofs.",
        "A bell rang far away."
    };
    private static final String[] NUMBERS = {
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty"
    };
    private static final int MOST = NUMBERS.length - 1;
    private final RandomStream random;
    private final StringBuilder told = new StringBuilder();
    private final List<String> people = new ArrayList<>();
    private final int[] has = new int[4];
    private final String[] at = new String[4];
    private String thing = "";
    private long draws;

    private Chronicle(RandomStream random) {
        this.random = random;
    }

    /** The first bytes of the chronicle of a seed; a longer one begins with the shorter. */
    static byte[] tell(long length, long seed) {
        RandomStream chapters = RandomStream.of(seed, "chronicle");
        StringBuilder all = new StringBuilder();
        for (int number = 1; all.length() < length; number++) {
            all.append(new Chronicle(chapters.at(number)).chapter(number));
        }
        return all.substring(0, Math.toIntExact(length)).getBytes(StandardCharsets.US_ASCII);
    }

    private StringBuilder chapter(int number) {
        String place = one(PLACES);
        thing = one(THINGS);
        told.append("CHAPTER ").append(number).append(". At the ").append(place).append("\n\n");
        int count = 3 + draw(2);
        while (people.size() < count) {
            String person = one(PEOPLE);
            if (!people.contains(person)) {
                has[people.size()] = draw(10);
                at[people.size()] = place;
                people.add(person);
            }
        }
        say(WEATHER[draw(WEATHER.length)]);
        say(listed(people) + " were at the " + place + ".");
        inventory("");
        told.append('\n');
        for (int paragraph = 2 + draw(3); paragraph > 0; paragraph--) {
            for (int sentence = 2 + draw(4); sentence > 0; sentence--) {
                happen(draw(people.size()));
            }
            told.append('\n');
        }
        inventory("In the evening ");
        return told.append("\n\n");
    }

    /** Something that one of the people does, or is asked. */
    private void happen(int who) {
        String name = people.get(who);
        int other = (who + 1 + draw(people.size() - 1)) % people.size();
        switch (draw(7)) {
            case 0 -> {
                String place = one(PLACES);
                say(
                        at[who].equals(place)
                                ? name + " stayed at the " + place + "."
                                : name + " went to the " + place + ".");
                at[who] = place;
            }
            case 1 -> {
                int found = Math.min(1 + draw(4), MOST - has[who]);
                has[who] += found;
                say("At the " + at[who] + " " + name + " found " + counted(found) + ".");
            }
            case 2 -> give(who, other);
            case 3 -> {
                int lost = Math.min(has[who], 1 + draw(2));
                has[who] -= lost;
                say(name + " lost " + counted(lost) + ".");
            }
            case 4 ->
                say("\"Where is " + name + "?\" asked " + people.get(other) + ". \"" + name + " is at the " + at[who]
                        + ".\"");
            case 5 ->
                say("\"How many " + thing + "s has " + name + "?\" asked " + people.get(other) + ". \"" + name + " has "
                        + counted(has[who]) + ".\"");
            default -> say(WEATHER[draw(WEATHER.length)]);
        }
    }

    /** Things change hands where two people are at one place. */
    private void give(int who, int other) {
        if (!at[who].equals(at[other])) {
            say(people.get(who) + " looked for " + people.get(other) + " and went to the " + at[other] + ".");
            at[who] = at[other];
        }
        int given = Math.min(Math.min(has[who], MOST - has[other]), 1 + draw(5));
        has[who] -= given;
        has[other] += given;
        say(people.get(who) + " gave " + people.get(other) + " " + counted(given) + ".");
    }

    private void inventory(String when) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            all.add(people.get(i) + " had " + counted(has[i]));
        }
        say(when + listed(all) + ".");
    }

    private String counted(int count) {
        return NUMBERS[count] + " " + thing + (count == 1 ? "" : "s");
    }

    private static String listed(List<String> parts) {
        int last = parts.size() - 1;
        return String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    private void say(String sentence) {
        boolean first = told.length() == 0 || told.charAt(told.length() - 1) == '\n';
        told.append(first ? "" : " ").append(sentence);
    }

    private String one(String[] words) {
        return words[draw(words.length)];
    }

    private int draw(int bound) {
        return random.integer(draws++, bound);
    }
}
