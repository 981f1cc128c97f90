package org.espalier.data.generated;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;
import org.espalier.api.data.Split;
import org.espalier.api.plugin.RandomStream;
import org.espalier.data.SplitName;
import org.espalier.data.generated.SampleCache.Cached;
import org.espalier.data.grid.GridDataset;
import org.espalier.data.grid.GridDataset.Part;
import org.espalier.data.grid.GridOutline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens datasets of solved samples: from the cache where it holds them, else by solving them.
 *
 * <p>Draw i of a split, which gives one sample or a trajectory's, is of {@code RandomStream.of(seed, "problem/split").at(i)}:
 * more samples begin with the fewer ones, another number of training samples leaves validation and test as they are, and no
 * trajectory has samples in two splits.
 */
final class SolvedData {
    private static final Logger LOG = LoggerFactory.getLogger(SolvedData.class);

    private SolvedData() {}

    /** One split that is to be opened, and where it is or will be. */
    private record Wanted(Split split, int count, SortedMap<String, String> facts, Path folder) {}

    /**
     * Opens a dataset.
     *
     * @param outline what the settings say of the samples
     * @param card    title and names; facts of origin are added
     * @throws DataException if the solver fails
     * @throws InterruptedException if interrupted; the cache then holds no half-written files
     */
    static Dataset open(
            Problem problem, long seed, Counts counts, GridOutline outline, DatasetCard card, DataContext context)
            throws DataException, InterruptedException {
        SampleCache cache = new SampleCache(context.cache());
        Map<Split, Part> parts = new EnumMap<>(Split.class);
        List<Wanted> missing = new ArrayList<>();
        SortedMap<String, String> sums = new TreeMap<>();
        for (Split split : Split.values()) {
            Wanted wanted = wanted(problem, seed, split, counts.of(split), cache);
            Optional<Cached> cached =
                    cache.load(wanted.folder(), wanted.facts(), wanted.count(), problem.points(), problem.axes());
            cached.ifPresentOrElse(
                    c -> {
                        parts.put(split, c.part());
                        addSums(sums, split, c.sums());
                    },
                    () -> missing.add(wanted));
        }
        long total = missing.stream().mapToLong(Wanted::count).sum();
        AtomicLong done = new AtomicLong();
        for (Wanted wanted : missing) {
            Part part = solve(
                    problem,
                    seed,
                    wanted,
                    context.threads(),
                    () -> context.progress(problem.doing(), done.incrementAndGet(), total));
            parts.put(wanted.split(), part);
            addSums(sums, wanted.split(), store(cache, wanted, part));
        }
        return new GridDataset(outline, parts, withOrigin(card, problem, seed, sums));
    }

    private static Part solve(Problem problem, long seed, Wanted wanted, int threads, Runnable solved)
            throws DataException, InterruptedException {
        RandomStream stream = RandomStream.of(seed, problem.name() + "/" + SplitName.of(wanted.split()));
        try {
            return Generation.solve(problem, stream, wanted.count(), threads, solved);
        } catch (ArithmeticException e) {
            throw new DataException(problem.name(), e.getMessage(), e);
        }
    }

    private static Wanted wanted(Problem problem, long seed, Split split, int count, SampleCache cache) {
        SortedMap<String, String> facts = new TreeMap<>(problem.facts());
        facts.put("problem", problem.name());
        facts.put("seed", Long.toString(seed));
        facts.put("split", SplitName.of(split));
        facts.put("count", Integer.toString(count));
        facts.put("points", Integer.toString(problem.points()));
        String name = problem.name() + "-" + problem.points() + "-" + SplitName.of(split) + "-" + count;
        return new Wanted(split, count, facts, cache.folder(name, facts));
    }

    /** A full disk must not cost the samples that were just solved: the run goes on and says so. */
    private static SortedMap<String, String> store(SampleCache cache, Wanted wanted, Part part)
            throws InterruptedException {
        try {
            return cache.store(wanted.folder(), wanted.facts(), part);
        } catch (IOException e) {
            LOG.warn("Samples could not be cached in {} and will be solved again: {}", wanted.folder(), e.toString());
            return new TreeMap<>();
        }
    }

    private static void addSums(SortedMap<String, String> all, Split split, SortedMap<String, String> sums) {
        sums.forEach((file, sum) -> all.put(file.replace("sha256.", "sha256." + SplitName.of(split) + "."), sum));
    }

    private static DatasetCard withOrigin(
            DatasetCard card, Problem problem, long seed, SortedMap<String, String> sums) {
        SortedMap<String, String> facts = new TreeMap<>(problem.facts());
        facts.put("seed", Long.toString(seed));
        facts.putAll(sums);
        DatasetCard full = card;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            full = full.from(fact.getKey(), fact.getValue());
        }
        return full;
    }
}
