package org.espalier.testkit.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.RandomStream;
import org.espalier.testkit.plugin.PluginConformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every data source promises. Give settings with few and small samples: they are made several times.
 *
 * @param <S> the data source's settings
 */
public abstract class DataSourceConformance<S extends Record> extends PluginConformance<DataSource<S>, S> {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 3;
    private static final int READERS = 4;

    @TempDir
    Path folder;

    /** Puts files that the settings name into the folder against which they are resolved; by default none. */
    protected void provide(Path base) throws IOException {}

    /**
     * Whether there are so few possible samples that honest draws may be equal, such as short rows of bits. Splits may then have
     * equal samples, but none may be a stretch of another.
     */
    protected boolean discrete() {
        return false;
    }

    @Override
    protected final Class<S> settingsOf(DataSource<S> plugin) {
        return plugin.settings();
    }

    @Override
    protected final Object work(DataSource<S> plugin, S settings) throws Exception {
        try (Dataset data = open(plugin, settings, "work", 1)) {
            return Samples.read(data, Split.TRAIN, 0, data.dims());
        }
    }

    private Path base() throws IOException {
        Path base = folder.resolve("base");
        if (Files.notExists(base)) {
            provide(Files.createDirectory(base));
        }
        return base;
    }

    private Dataset open(DataSource<S> source, S settings, String cache, int threads)
            throws IOException, DataException, InterruptedException {
        Path files = Files.createDirectories(folder.resolve(cache));
        return source.open(settings, new Folder(base(), files, threads));
    }

    @Test
    final void anOutlineIsGivenAtOnceAndMakesNoFiles() throws Exception {
        for (S settings : settings()) {
            Path base = base();
            List<Path> before = files(base);
            Duration taken = AT_ONCE.plus(AT_ONCE);
            for (int attempt = 0; attempt < ATTEMPTS && taken.compareTo(AT_ONCE) > 0; attempt++) {
                long start = System.nanoTime();
                plugin().outline(settings, base);
                taken = Duration.ofNanos(System.nanoTime() - start);
            }
            if (taken.compareTo(AT_ONCE) > 0) {
                throw new AssertionError(
                        "The outline of " + settings + " took " + taken.toMillis() + " ms. Jobs are checked against"
                                + " it before work starts: take it from the settings or the user's files, and make samples in open.");
            }
            if (!files(base).equals(before)) {
                throw new AssertionError(
                        "The outline of " + settings + " left files behind. It looks, and makes nothing.");
            }
        }
    }

    private static List<Path> files(Path base) throws IOException {
        try (Stream<Path> all = Files.walk(base)) {
            return all.sorted().toList();
        }
    }

    @Test
    final void theOutlineSaysWhatComes() throws Exception {
        for (S settings : settings()) {
            DataOutline outline = plugin().outline(settings, base());
            try (Dataset data = open(plugin(), settings, "outline" + settings.hashCode(), 2)) {
                for (Split split : Split.values()) {
                    same("count of " + split, outline.count(split), data.count(split), settings);
                }
                same("dims", outline.dims(), data.dims(), settings);
                same("test sizes", outline.tests(), data.tests(), settings);
                same("vocabulary", outline.vocabulary(), data.vocabulary(), settings);
                same("classes", outline.classes(), data.classes(), settings);
                for (Dims dims : Samples.sizes(outline)) {
                    same(
                            "input shape at " + dims,
                            list(outline.inputShape(dims)),
                            list(data.inputShape(dims)),
                            settings);
                    same(
                            "target shape at " + dims,
                            list(outline.targetShape(dims)),
                            list(data.targetShape(dims)),
                            settings);
                }
            }
        }
    }

    private static List<Integer> list(int[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    private static void same(String what, Object promised, Object came, Record settings) {
        if (!promised.equals(came)) {
            throw new AssertionError("The " + what + " is " + promised + " in the outline and " + came
                    + " in the dataset, with " + settings
                    + ". A job that was accepted by its outline would fail later: let both say the same.");
        }
    }

    @Test
    final void everySampleIsGivenWholeAtEverySize() throws Exception {
        for (S settings : settings()) {
            try (Dataset data = open(plugin(), settings, "sizes" + settings.hashCode(), 2)) {
                for (Dims dims : Samples.sizes(data)) {
                    for (Split split : Split.values()) {
                        for (int i = 0; i < data.count(split); i++) {
                            Samples.read(data, split, i, dims);
                        }
                    }
                }
            }
        }
    }

    @Test
    final void aSampleFollowsFromSplitIndexAndSizesAlone() throws Exception {
        only("everySampleIsGivenWholeAtEverySize", this::everySampleIsGivenWholeAtEverySize);
        for (S settings : settings()) {
            try (Dataset one = open(plugin(), settings, "one" + settings.hashCode(), 1);
                    Dataset other = open(plugin(), settings, "other" + settings.hashCode(), 3)) {
                for (Split split : Split.values()) {
                    for (int i = 0; i < one.count(split); i++) {
                        int back = one.count(split) - 1 - i;
                        float[] first = Samples.read(one, split, i, one.dims());
                        Samples.read(other, split, back, one.dims());
                        if (!Arrays.equals(first, Samples.read(other, split, i, one.dims()))) {
                            throw new AssertionError(
                                    "Sample " + i + " of " + split + " differs between two datasets of " + settings
                                            + ", read in another order and made by another number of threads. Draw it from a stream of"
                                            + " its own, RandomStream.of(seed, split).at(index), and keep no cursor.");
                        }
                    }
                }
            }
        }
    }

    @Test
    final void whatTrainingSeesFollowsFromIndexAndDrawsAlone() throws Exception {
        only("aSampleFollowsFromSplitIndexAndSizesAlone", this::aSampleFollowsFromSplitIndexAndSizesAlone);
        RandomStream epochs = RandomStream.of(1, "epochs");
        for (S settings : settings()) {
            try (Dataset one = open(plugin(), settings, "seen" + settings.hashCode(), 1);
                    Dataset other = open(plugin(), settings, "again" + settings.hashCode(), 3)) {
                for (int i = 0; i < one.count(Split.TRAIN); i++) {
                    float[] first = Samples.readForTraining(one, i, epochs.at(0), one.dims());
                    Samples.readForTraining(other, i, epochs.at(1), one.dims());
                    if (!Arrays.equals(first, Samples.readForTraining(other, i, epochs.at(0), one.dims()))) {
                        throw new AssertionError("Training sample " + i + " of " + settings
                                + " is seen differently by one and the same epoch, so a resumed run would not be the same."
                                + " Take what is drawn from the stream that is given, draws.bits(index) or draws.at(index),"
                                + " and from nothing else.");
                    }
                }
            }
        }
    }

    @Test
    final void threadsThatReadAtOnceGetTheSameSamples() throws Exception {
        only("aSampleFollowsFromSplitIndexAndSizesAlone", this::aSampleFollowsFromSplitIndexAndSizesAlone);
        for (S settings : settings()) {
            try (Dataset data = open(plugin(), settings, "threads" + settings.hashCode(), 2)) {
                if (!readAlikeAtOnce(data)) {
                    throw new AssertionError(
                            "A sample of " + settings + " came out differently while other threads were reading."
                                    + " Datasets are read by several threads at once: share no scratch among calls.");
                }
            }
        }
    }

    private static boolean readAlikeAtOnce(Dataset data) throws InterruptedException, ExecutionException {
        int count = data.count(Split.TRAIN);
        float[][] alone = new float[count][];
        Arrays.setAll(alone, i -> Samples.read(data, Split.TRAIN, i, data.dims()));
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Boolean>> readers = new ArrayList<>();
            CountDownLatch ready = new CountDownLatch(READERS);
            for (int reader = 0; reader < READERS; reader++) {
                int first = reader;
                readers.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return IntStream.range(first, first + 10 * count)
                            .map(i -> i % count)
                            .allMatch(i -> Arrays.equals(alone[i], Samples.read(data, Split.TRAIN, i, data.dims())));
                }));
            }
            boolean same = true;
            for (Future<Boolean> reader : readers) {
                same &= reader.get();
            }
            return same;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    final void noSampleIsInTwoSplits() throws Exception {
        only("everySampleIsGivenWholeAtEverySize", this::everySampleIsGivenWholeAtEverySize);
        for (S settings : settings()) {
            try (Dataset data = open(plugin(), settings, "splits" + settings.hashCode(), 2)) {
                Splits splits = new Splits(data, settings.toString());
                if (discrete()) {
                    splits.checkInOrder();
                } else {
                    splits.checkDisjoint();
                }
            }
        }
    }

    @Test
    final void itsTokenizerGivesAnyTextBackAsItWas() throws Exception {
        only("theOutlineSaysWhatComes", this::theOutlineSaysWhatComes);
        for (S settings : settings()) {
            int vocabulary = plugin().outline(settings, base()).vocabulary();
            plugin().tokenizer(settings).ifPresent(tokenizer -> new Texts(tokenizer, vocabulary, settings).check());
        }
    }

    @Test
    final void aSecondOpeningFromTheCacheGivesTheSameSamples() throws Exception {
        only("aSampleFollowsFromSplitIndexAndSizesAlone", this::aSampleFollowsFromSplitIndexAndSizesAlone);
        for (S settings : settings()) {
            try (Dataset made = open(plugin(), settings, "cached" + settings.hashCode(), 1);
                    Dataset cached = open(plugin(), settings, "cached" + settings.hashCode(), 1)) {
                for (Split split : Split.values()) {
                    for (int i = 0; i < made.count(split); i++) {
                        float[] first = Samples.read(made, split, i, made.dims());
                        if (!Arrays.equals(first, Samples.read(cached, split, i, made.dims()))) {
                            throw new AssertionError("Sample " + i + " of " + split
                                    + " from the cache is not the one that was made, with " + settings
                                    + ". Cache every bit, and name the files by all that the samples depend on.");
                        }
                    }
                }
            }
        }
    }
}
