package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunStatus;
import org.espalier.api.run.Runs;
import org.espalier.it.support.Files256;
import org.espalier.it.support.NpyFile;
import org.espalier.it.support.SmallJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** Runs and arrays with which nothing can be done: one line, exit code 2, and every file as it was. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class BadRunIT {
    @TempDir
    Path folder;

    @InjectService
    Runs runs;

    @InjectBundleContext
    BundleContext context;

    private Training training;

    @BeforeEach
    void writeTheJob() throws Exception {
        training = Training.of(runs, SmallJob.asItIs().with("epochs: 6", "epochs: 1"), folder);
    }

    @Test
    void aFinishedRunIsNotGoneOnWith() throws Exception {
        Path run = training.finished("runs", Map.of()).path();
        refused("resume", run.toString()).refuses(run.toString(), "finished");
    }

    @Test
    void whatIsNoRunIsNotGoneOnWith() throws Exception {
        training.finished("runs", Map.of());
        Files.createDirectories(folder.resolve("elsewhere/1"));
        refused("resume", "tall/1").refuses("no run 'tall/1'", "small/1");
        refused("resume", folder.resolve("elsewhere/1").toString()).refuses("elsewhere/1");
        refused("resume", folder.toString()).refuses(folder.toString());
    }

    @Test
    void aRunWhoseCheckpointsAreAllDamagedIsNotGoneOnWith() throws Exception {
        Run run = training.start("runs", Map.of("epochs", "6"));
        Training.during(run, List.of(), event -> {
            if (event instanceof RunEvent.Epoch) run.stop();
        });
        Training.ended(run, RunStatus.STOPPED);
        for (String step : List.of("0", "10")) {
            Path weights = run.directory().resolve("checkpoints/" + step + "/weights.safetensors");
            byte[] bytes = Files.readAllBytes(weights);
            bytes[bytes.length - 7] ^= 1;
            Files.write(weights, bytes);
        }
        refused("resume", run.directory().toString()).refuses("checkpoints", "weights.safetensors");
    }

    @Test
    void aRunThatIsBeingTrainedIsNotGoneOnWith() throws Exception {
        Run run = training.start("runs", Map.of());
        var began = new CountDownLatch(1);
        var refused = new CountDownLatch(1);
        Training.during(run, List.of(), event -> {
            if (event instanceof RunEvent.Epoch) {
                began.countDown();
                refused.await();
            }
        });
        began.await();
        try {
            refused("resume", run.directory().toString()).refuses("small/1 goes on already", "stop small/1");
            RefusedException held = assertThrows(RefusedException.class, () -> runs.resume(run.directory()));
            assertTrue(held.getMessage().contains("this process"), held.getMessage());
        } finally {
            refused.countDown();
        }
        Training.finished(run);
    }

    @Test
    void arraysThatDoNotFitTheModelAreNotPredicted() throws Exception {
        Path run = training.finished("runs", Map.of()).path();
        NpyFile good = NpyFile.read(run.resolve("samples/16/input.npy"));
        assertArrayEquals(new int[] {4, 16, 16, 1}, good.shape());
        float[] values = good.values();

        predict(run, array("flat", values, 4, 256)).refuses("flat.npy", "[4, 256]");
        predict(run, array("oblong", values, 4, 8, 32)).refuses("[8, 32, 1]");
        predict(run, array("channels", values, 4, 8, 8, 4)).refuses("channels.npy", "[4, 8, 8, 4]");
        predict(run, array("deep", values, 4, 8, 8, 4, 1)).refuses("deep.npy", "[4, 8, 8, 4, 1]");
        predict(run, array("none", new float[0], 0, 16, 16)).refuses("none.npy", "[0, 16, 16]");
        predict(run, array("coarse", values, 256, 2, 2)).refuses("2·2 modes do not fit the grid [2, 2]");
        float[] broken = values.clone();
        broken[300] = Float.NaN;
        predict(run, array("nan", broken, 4, 16, 16)).refuses("nan.npy", "NaN", "finite");
        byte[] bytes = Files.readAllBytes(run.resolve("samples/16/input.npy"));
        Path truncated = Files.write(folder.resolve("truncated.npy"), Arrays.copyOf(bytes, bytes.length - 8));
        predict(run, truncated).refuses("truncated.npy", "truncated");
        Path hostile = Files.write(
                folder.resolve("hostile.npy"), NpyFile.bytes("<f4", "False", "4503599627370496, 16, 16", new byte[64]));
        predict(run, hostile).refuses("hostile.npy", "shape");
        predict(run, folder.resolve("missing.npy")).refuses("missing.npy", "there is no such file");
    }

    @Test
    void aFolderOfRunsThatCannotBeOneIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        refused("run", training.job().toString(), "--runs", file.toString())
                .refuses(file.toString(), "cannot be written");
        refused(
                        "run",
                        training.job().toString(),
                        "--runs",
                        file.resolve("below").toString())
                .refuses("cannot be written");
    }

    @Test
    void aDirectoryThatIsNoRunIsSaidToBeNone() throws Exception {
        RefusedException refused = assertThrows(RefusedException.class, () -> runs.resume(folder));
        assertEquals(folder + ": is no run: a run is <job>/<n> with a job.yaml", refused.getMessage());
        Path run = training.finished("runs", Map.of("epochs", "1")).path();
        Files.delete(run.resolve("result.json"));
        Files.delete(run.resolve("base.txt"));
        RefusedException half = assertThrows(RefusedException.class, () -> runs.resume(run));
        assertEquals(run + ": there is no " + run.resolve("base.txt"), half.getMessage());
    }

    @Test
    void anOutputThatExistsIsNotOverwritten() throws Exception {
        Path run = training.finished("runs", Map.of()).path();
        Path output = Files.writeString(folder.resolve("out.npy"), "precious");
        predict(run, run.resolve("samples/16/input.npy")).refuses("out.npy", "is there already");
        assertEquals("precious", Files.readString(output));
    }

    @Test
    void anOutputInAFolderThatIsNotThereIsRefused() throws Exception {
        Path run = training.finished("runs", Map.of()).path();
        Path output = folder.resolve("nowhere/out.npy");
        refused(
                        "predict",
                        run.toString(),
                        "--input",
                        run.resolve("samples/16/input.npy").toString(),
                        "--output",
                        output.toString())
                .refuses(output.toString());
    }

    private Answer predict(Path run, Path input) throws Exception {
        return refused(
                "predict",
                run.toString(),
                "--input",
                input.toString(),
                "--output",
                folder.resolve("out.npy").toString());
    }

    private Path array(String name, float[] values, int... shape) throws Exception {
        Path file = folder.resolve(name + ".npy");
        new NpyFile(shape, values).write(file);
        return file;
    }

    /** An answer that has left every file as it was. */
    private Answer refused(String verb, String... words) throws Exception {
        SortedMap<String, String> before = Files256.below(folder);
        String[] all = Stream.concat(Stream.of(verb), Stream.of(words)).toArray(String[]::new);
        if (verb.equals("resume"))
            all = Stream.concat(
                            Stream.of(all),
                            Stream.of("--runs", folder.resolve("runs").toString()))
                    .toArray(String[]::new);
        Answer answer = Answer.of(context, all);
        assertEquals(before, Files256.below(folder));
        return answer;
    }
}
