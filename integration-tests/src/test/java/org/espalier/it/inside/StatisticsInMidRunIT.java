package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.Runs;
import org.espalier.it.support.NpyFile;
import org.espalier.it.support.RunFolder;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;

/** A run with batch norm: its running statistics go where weights go, and all but training reads them. */
@ExtendWith(ServiceExtension.class)
class StatisticsInMidRunIT {
    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    private Training training;
    private RunFolder parent;

    @BeforeEach
    void train() throws Exception {
        training = Training.of(runs, Cast.RESIDUAL.job(), folder);
        parent = training.finished("runs", Map.of("checkpoint", "{ every: 7 steps, keep: 99 }"));
    }

    @Test
    void aForkFromAnywhereAndAReplayEndAsTheirParent() throws Exception {
        for (long step : List.of(7L, 28L, 56L)) {
            Run fork = runs.fork(ForkRequest.of(parent.path()).at(step).named("from" + step));
            RunFolder same = Training.finished(fork);
            assertEquals(parent.metrics(), same.metrics(), "from step " + step);
            assertEquals(parent.weights(SmallJob.STEPS), same.weights(SmallJob.STEPS), "from step " + step);
        }
        RunFolder again = Training.finished(runs.replay(parent.path()));
        assertEquals(parent.weights(SmallJob.STEPS), again.weights(SmallJob.STEPS));
    }

    private double loss(Path of) throws Exception {
        return runs.evaluate(of, "test", List.of()).losses().get(0).loss();
    }

    private NpyFile predicted(NpyFile input, String name) throws Exception {
        Path from = folder.resolve(name + ".npy");
        Path to = folder.resolve(name + "-predicted.npy");
        input.write(from);
        runs.predict(parent.path(), from, to);
        return NpyFile.read(to);
    }

    /** By the batch's own statistics an image alone would be read otherwise than in company. */
    @Test
    void anImageIsReadAlikeAloneAndInCompany() throws Exception {
        NpyFile images = NpyFile.read(parent.path().resolve("samples/0/input.npy"));
        int[] shape = images.shape().clone();
        assertTrue(shape[0] > 1, () -> Arrays.toString(shape));
        NpyFile all = predicted(images, "all");
        int pixels = images.values().length / shape[0];
        shape[0] = 1;
        NpyFile one = predicted(new NpyFile(shape, Arrays.copyOf(images.values(), pixels)), "one");
        assertEquals(10, one.values().length);
        assertArrayEquals(one.values(), Arrays.copyOf(all.values(), 10), 1e-5f);
    }

    @Test
    void whatIsExportedBringsThemAndARunBegunWithItMeasuresTheSame() throws Exception {
        double loss = loss(parent.path());
        assertTrue(parent.json("result.json").contains("\"loss\" : " + loss), () -> "not " + loss);
        List<Path> files = runs.export(parent.path(), "npz", folder.resolve("out"));
        try (ZipFile archive = new ZipFile(files.get(0).toFile())) {
            for (String name : List.of("bn1", "layer1.0.bn2", "layer2.0.bn1", "bn")) {
                assertTrue(archive.getEntry(name + ".running_mean.npy") != null, name);
                assertTrue(archive.getEntry(name + ".running_var.npy") != null, name);
            }
        }
        RunRequest request = RunRequest.of(training.job(), Files.createDirectories(folder.resolve("begun")))
                .set("epochs", "1")
                .weights(files.get(0));
        Run begun = runs.start(request);
        Training.finished(begun);
        assertEquals(loss, loss(begun.directory().resolve("checkpoints/0")));
    }
}
