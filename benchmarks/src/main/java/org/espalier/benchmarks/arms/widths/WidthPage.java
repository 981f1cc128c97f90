package org.espalier.benchmarks.arms.widths;

/** What docs/numbers-results.md begins with, and what its parts begin with. */
final class WidthPage {
    static final String HEAD =
            """
            # What few bits do to training

            Made by `benchmarks/run widths …` (docs/benchmarks.md); [numbers.md](numbers.md) says what number systems and optimizers are. Three seeds,
            mean and range. Learning rates are chosen on the first seed's validation data; test data is read once. All else stands in the job files.
            """;

    private WidthPage() {}

    /** A title and the command that makes what stands below it. */
    static String title(String title, String word) {
        return "\n## " + title + "\n\n```\nbenchmarks/run widths " + word + "\n```\n\n";
    }
}
