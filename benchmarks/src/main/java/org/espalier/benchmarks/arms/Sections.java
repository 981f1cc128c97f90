package org.espalier.benchmarks.arms;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Sections of a page of results, each of which can be made alone. */
public final class Sections {
    private Sections() {}

    /** One of them. */
    public interface Section {
        /** Runs what is to be run; answers a part of the page. */
        String part() throws IOException, InterruptedException;
    }

    /**
     * Makes sections and puts each on the page as soon as it is made.
     *
     * @param all   by their words, in order
     * @param words which ones; all if there are none
     */
    public static void make(Map<String, Section> all, List<String> words, ResultsPage page)
            throws IOException, InterruptedException {
        words.stream().filter(word -> !all.containsKey(word)).findFirst().ifPresent(word -> {
            throw new IllegalArgumentException(word + ": no such section; there are " + all.keySet());
        });
        for (String word : words.isEmpty() ? List.copyOf(all.keySet()) : words) {
            String part = all.get(word).part();
            page.put(part);
            System.out.print(part);
        }
    }
}
