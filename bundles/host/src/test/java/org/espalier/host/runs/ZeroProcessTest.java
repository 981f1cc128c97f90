package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.host.growth.Births;
import org.espalier.host.plugins.BoundInitializer;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundOptimizer;
import org.espalier.host.support.RecordedLog;
import org.espalier.host.support.TinyField;
import org.espalier.host.support.TinyRun;
import org.espalier.host.training.Trainer;
import org.espalier.host.weights.Tensor;
import org.espalier.models.resnet.Resnet;
import org.espalier.models.resnet.ResnetSettings;
import org.espalier.optimizers.Sgd;
import org.espalier.settings.SettingsBinding;
import org.espalier.zero.Zero;
import org.espalier.zero.ZeroSettings;
import org.junit.jupiter.api.Test;

/** SHA-256 of all weights after training: under ZerO neither the process nor the seed of the births is of any account. */
class ZeroProcessTest {
    private static final int STEPS = 20;

    /** A process of its own: prints the digest of what it has trained with that seed, in the order in which the data lies. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("digest " + trained(Long.parseLong(arguments[0]), true));
    }

    private static String trained(long seed, boolean zero) throws Exception {
        ResnetSettings resnet = SettingsBinding.bind(
                ResnetSettings.class,
                Map.of("variant", "augmented", "blocks", List.of(1, 1), "widths", List.of(4, 8)),
                "model");
        ZeroSettings born = SettingsBinding.bind(ZeroSettings.class, Map.of("output", "rule"), "init");
        BoundOptimizer sgd = new BoundOptimizer(
                new Sgd(), SettingsBinding.bind(Sgd.Settings.class, Map.of("lr", 0.05, "momentum", 0.9), "optimizer"));
        TinyRun run = new TinyRun()
                .model(new BoundModel(new Resnet(), resnet))
                .data(new TinyField(40))
                .epochs(STEPS)
                .optimizers(parameter -> sgd, parameter -> 0.05)
                .births(new Births(
                        seed, zero ? Optional.of(new BoundInitializer(new Zero(), born)) : Optional.empty()));
        try (Trainer trainer = run.begin(new RecordedLog())) {
            for (int step = 0; step < STEPS; step++) {
                trainer.step();
            }
            return digest(trainer);
        }
    }

    private static String digest(Trainer trainer) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Tensor tensor : trainer.state().revision.tensors()) {
            digest.update(tensor.parameter().name().getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.values().length);
            bytes.asFloatBuffer().put(tensor.values());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Process start(long seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ZeroProcessTest.class.getName(),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .start();
    }

    private static String digest(Process process) throws Exception {
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed.lines()
                .filter(line -> line.startsWith("digest "))
                .findFirst()
                .orElseThrow()
                .substring("digest ".length());
    }

    @Test
    void twoProcessesWithSeedsOfTheirOwnTrainTheSameWeightsToTheBit() throws Exception {
        Process some = start(1);
        Process other = start(99);
        String here = trained(12345, true);
        assertTrue(here.matches("[0-9a-f]{64}"), here);
        assertEquals(here, digest(some));
        assertEquals(here, digest(other));
    }

    @Test
    void drawnWeightsDoTellTheSeed() throws Exception {
        assertNotEquals(trained(1, false), trained(99, false));
    }
}
