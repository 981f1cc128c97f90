package org.espalier.benchmarks.arms.widths;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.ResultsPage;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Sections;

/** Training in few bits by optimizers that add and by optimizers that multiply. */
public final class WidthArms {
    private WidthArms() {}

    /**
     * Runs sections and puts them on {@code docs/numbers-results.md}; runs that have finished are not run again.
     *
     * @param root  the project's root, with the archive unpacked in {@code distribution/target/espalier}
     * @param words names of sections: {@code training}, {@code updates}, {@code rates}; all if there are none
     */
    public static boolean run(Path root, List<String> words) throws IOException, InterruptedException {
        Runner runner = Runner.of(root);
        Map<String, Sections.Section> sections = new LinkedHashMap<>();
        sections.put("training", new Training(runner)::part);
        sections.put("updates", new Updates(runner)::part);
        sections.put("rates", new Rates(runner)::part);
        Sections.make(sections, words, new ResultsPage(root.resolve("docs/numbers-results.md"), WidthPage.HEAD));
        return true;
    }
}
