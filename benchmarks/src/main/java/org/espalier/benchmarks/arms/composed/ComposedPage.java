package org.espalier.benchmarks.arms.composed;

/** What docs/compose-results.md begins with, and what its parts begin with. */
final class ComposedPage {
    static final String HEAD =
            """
            # What the four systems are worth together

            Made by `benchmarks/run composed …` (docs/benchmarks.md); [compose.md](compose.md) says how they go together. Three seeds, mean and
            range. Every variant chooses its learning rate on the first seed's validation data; test data is read once. All else stands in the jobs.
            """;

    private ComposedPage() {}

    /** A title and the command that makes what stands below it. */
    static String title(String title, String word) {
        return "\n## " + title + "\n\n```\nbenchmarks/run composed " + word + "\n```\n\n";
    }
}
