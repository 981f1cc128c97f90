package org.espalier.benchmarks.arms.composed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.benchmarks.arms.ResultsPage;
import org.espalier.benchmarks.arms.Runner;
import org.espalier.benchmarks.arms.Sections;

/** All four systems together beside plain networks in float32, and beside one another. */
public final class ComposedArms {
    private ComposedArms() {}

    /**
     * Runs sections and puts them on {@code docs/compose-results.md}; runs that have finished are not run again.
     *
     * @param root  the project's root, with the archive unpacked in {@code distribution/target/espalier}
     * @param words names of sections: {@code bits}, {@code gpt}, {@code ablation}; all if there are none
     */
    public static boolean run(Path root, List<String> words) throws IOException, InterruptedException {
        Runner runner = Runner.of(root);
        Map<String, Sections.Section> sections = new LinkedHashMap<>();
        sections.put("bits", new Bits(runner)::part);
        sections.put("gpt", new Text(runner)::part);
        sections.put("ablation", new Ablation(runner)::part);
        Sections.make(sections, words, new ResultsPage(root.resolve("docs/compose-results.md"), ComposedPage.HEAD));
        return true;
    }
}
