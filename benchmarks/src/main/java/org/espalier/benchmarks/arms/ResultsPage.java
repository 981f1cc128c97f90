package org.espalier.benchmarks.arms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of results, made of parts that begin with a title of the second level.
 *
 * @param file where it is
 * @param head what stands before the first part; made anew whenever a part is put
 */
public record ResultsPage(Path file, String head) {
    /** Puts a part in the place of the one of the same title, or at the end. */
    public void put(String part) throws IOException {
        Files.writeString(file, with(part, Files.exists(file) ? Files.readString(file) : ""));
    }

    private String with(String part, String page) {
        StringBuilder all = new StringBuilder(head);
        String title = title(part);
        boolean there = false;
        for (String other : page.split("(?m)(?=^## )")) {
            boolean same = title(other).equals(title);
            there |= same;
            if (other.startsWith("## ")) {
                all.append('\n').append(same ? part.strip() : other.strip()).append('\n');
            }
        }
        return there
                ? all.toString()
                : all.append('\n').append(part.strip()).append('\n').toString();
    }

    private static String title(String part) {
        return part.strip().lines().findFirst().orElse("");
    }
}
