package org.espalier.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.api.plugin.RandomStream;
import org.espalier.arrays.Npy;

/** A made-up run in a directory as the host writes it: four layers that grow, a grid that doubles, twelve epochs. */
final class SyntheticRun {
    private static final int STEPS_PER_EPOCH = 40;
    private static final int EPOCHS = 12;
    private final Path directory;
    private final int[] modes = {4, 4, 4, 4};

    SyntheticRun(Path directory) {
        this.directory = directory;
    }

    /** Writes a finished run of squares, tested at 32² and at 64², the latter never trained at. */
    static Path squares(Path directory) throws IOException {
        SyntheticRun run = new SyntheticRun(directory);
        run.write();
        run.samples(32, 2, 5);
        run.samples(64, 2, 5);
        return directory;
    }

    /** Writes a finished run of lines. */
    static Path lines(Path directory) throws IOException {
        SyntheticRun run = new SyntheticRun(directory);
        run.write();
        run.samples(256, 1, 4);
        run.samples(1024, 1, 4);
        return directory;
    }

    /**
     * Writes a finished run of a classifier of points on a plane: nine samples of three classes, of which the last two are
     * mistaken for class 0; its second layer came by growth in depth.
     *
     * @param labels whether targets are labels, or else one-hot rows
     */
    static Path classes(Path directory, boolean labels) throws IOException {
        SyntheticRun run = new SyntheticRun(directory);
        run.write();
        Files.writeString(
                directory.resolve("journal.jsonl"),
                grown(120, "depth", "depth", 1, 2, "epoch 3 reached", "unchanged") + "\n"
                        + grown(120, "depth", "hidden1.width", 0, 8, "epoch 3 reached", "unchanged")
                                .replace("\"op\"", "\"dim-kind\":\"width\",\"limit\":64,\"op\"")
                        + "\n",
                StandardOpenOption.APPEND);
        Path metrics = directory.resolve("metrics.jsonl");
        run.put(
                "metrics.jsonl",
                Files.readString(metrics).replace("\"rate\"", "\"figures\":{\"accuracy\":0.75},\"rate\""));
        run.put(
                "result.json",
                """
                {"status":"FINISHED","message":"","tests":[{"resolution":0,"trained":false,"loss":0.31,
                 "figures":{"accuracy":0.778}}],"steps":480,"epochs":12,"seconds":1.2,"flops":3.2e9,"parameters":8123}""");
        float[] input = new float[18];
        float[] target = new float[labels ? 9 : 27];
        float[] prediction = new float[27];
        for (int i = 0; i < 9; i++) {
            input[2 * i] = i;
            input[2 * i + 1] = -i;
            target[labels ? i : 3 * i + i / 3] = labels ? i / 3 : 1;
            prediction[3 * i + (i < 7 ? i / 3 : 0)] = 2.5f;
        }
        Path folder = Files.createDirectories(directory.resolve("samples/0"));
        Npy.write(folder.resolve("input.npy"), new int[] {9, 2}, input);
        Npy.write(folder.resolve("target.npy"), new int[] {9, labels ? 1 : 3}, target);
        Npy.write(folder.resolve("prediction.npy"), new int[] {9, 3}, prediction);
        run.put("samples/card.json", "{\"title\":\"Spirals\",\"input\":\"point\",\"target\":\"class\",\"trained\":[]}");
        return directory;
    }

    /**
     * Writes a finished run of a model of text: two passages of four bytes each, all predicted for certain but the third of the first,
     * {@code z}, where {@code y} was a thousand times as likely.
     */
    static Path text(Path directory) throws IOException {
        SyntheticRun run = new SyntheticRun(directory);
        run.write();
        byte[] bytes = {'<', 'b', '\n', 'z', (byte) 200};
        float[] input = new float[8];
        float[] target = new float[8];
        float[] prediction = new float[8 * 256];
        for (int i = 0; i < 8; i++) {
            input[i] = bytes[i % 4] & 0xFF;
            target[i] = bytes[i % 4 + 1] & 0xFF;
            prediction[256 * i + (int) target[i]] = 40;
        }
        prediction[256 * 2 + 'y'] = 46.93f;
        Path folder = Files.createDirectories(directory.resolve("samples/0"));
        Npy.write(folder.resolve("input.npy"), new int[] {2, 4, 1}, input);
        Npy.write(folder.resolve("target.npy"), new int[] {2, 4, 1}, target);
        Npy.write(folder.resolve("prediction.npy"), new int[] {2, 4, 256}, prediction);
        run.put(
                "samples/card.json",
                "{\"title\":\"Text\",\"input\":\"bytes\",\"target\":\"next bytes\",\"trained\":[]}");
        return directory;
    }

    private void write() throws IOException {
        Files.createDirectories(directory);
        put(
                "job.yaml",
                """
                name: darcy
                data:      { type: darcy, resolution: 32, train: 800, validation: 200, test-resolutions: [32, 64] }
                model:     { type: fno2d, width: 20, layers: 4, modes: 4, max-modes: 12 }
                optimizer: { type: adamw, lr: 2e-3, weight-decay: 1e-4, schedule: cosine }
                epochs: 12
                growth:
                  - { id: modes, type: ifno, dims: "*.modes", every: 1 epoch, explained: 0.97, buffer: 2 }
                  - { id: grid, type: schedule, dims: resolution, at-epoch: { 0: 16, 3: 32 } }
                """);
        List<String> journal = new ArrayList<>();
        journal.add(
                """
                {"kind":"birth","step":0,"at":"2026-11-21T10:00:00Z","dims":{"layer0.modes":{"kind":"MODES","size":4,"limit":12},\
                "layer1.modes":{"kind":"MODES","size":4,"limit":12},"layer2.modes":{"kind":"MODES","size":4,"limit":12},\
                "layer3.modes":{"kind":"MODES","size":4,"limit":12},"resolution":{"kind":"RESOLUTION","size":16,"limit":32}},\
                "parameters":42180,"seed":1}""");
        List<String> metrics = new ArrayList<>();
        double flops = 0;
        double seconds = 0;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            int step = epoch * STEPS_PER_EPOCH;
            for (int s = step - STEPS_PER_EPOCH + 2; s <= step; s += 2) metrics.add(stepLine(s));
            flops += 6e10 * (modes[0] + modes[1] + modes[2] + modes[3]) * (epoch > 3 ? 4 : 1);
            seconds += 1.1 + .11 * epoch * (epoch > 3 ? 2 : 1);
            metrics.add(epochLine(epoch, step, flops, seconds));
            metrics.add("{\"kind\":\"tea\",\"step\":" + step + "}");
            growth(journal, epoch, step);
        }
        journal.add(
                "{\"kind\":\"end\",\"step\":480,\"at\":\"2026-11-21T10:00:41Z\",\"status\":\"FINISHED\",\"message\":\"\"}");
        put("journal.jsonl", String.join("\n", journal) + "\n");
        put("metrics.jsonl", String.join("\n", metrics) + "\n");
        put(
                "result.json",
                """
                {"status":"FINISHED","message":"","tests":[{"resolution":32,"trained":true,"loss":0.0412},
                 {"resolution":64,"trained":false,"loss":0.0498}],
                 "steps":480,"epochs":12,"seconds":41.2,"flops":3.2e12,"parameters":81234}""");
        put(
                "provenance.json",
                """
                {"espalier":"0.1.0","java":"17.0.15","seed":1,"threads":2,
                 "bundles":{"org.espalier.ifno":"0.1.0","org.espalier.models":"0.1.0"},
                 "data":{"solver":"finite differences, conjugate gradients","sha-256":"9f2c…","tau":3.0}}""");
    }

    private String epochLine(int epoch, int step, double flops, double seconds) {
        int sum = modes[0] + modes[1] + modes[2] + modes[3];
        return String.format(
                Locale.ROOT,
                "{\"kind\":\"epoch\",\"epoch\":%d,\"step\":%d,\"train\":%.5f,\"held-out\":%.5f,\"rate\":0.002,"
                        + "\"parameters\":%d,\"flops\":%.4e,\"seconds\":%.2f,\"dims\":{\"layer0.modes\":%d,\"resolution\":%d}}",
                epoch,
                step,
                trend(step),
                trend(step) * (1.06 + .01 * epoch),
                10_000 + sum * 2_000,
                flops,
                seconds,
                modes[0],
                epoch > 3 ? 32 : 16);
    }

    private static String stepLine(int step) {
        double noise = .85 + .3 * RandomStream.of(1, "noise").uniform(step);
        return String.format(Locale.ROOT, "{\"kind\":\"step\",\"step\":%d,\"loss\":%.5f}", step, trend(step) * noise);
    }

    private static double trend(int step) {
        return .035 + .6 * Math.exp(-step / 60.0) + .1 * Math.exp(-step / 300.0);
    }

    private void growth(List<String> journal, int epoch, int step) {
        if (epoch == 3) {
            journal.add(grown(step, "grid", "resolution", 16, 32, "scheduled at epoch 3", "changed 2.1e-2"));
            journal.add("{\"kind\":\"checkpoint\",\"step\":" + step + ",\"at\":\"2026-11-21T10:00:09Z\"}");
        }
        int layer = epoch % 4;
        int[] last = {9, 5, 7, 12};
        if (modes[layer] < last[layer] && epoch < 11) {
            int to = Math.min(last[layer], modes[layer] + 2 + layer % 2);
            String why = "explained ." + (950 + epoch) + " < .970";
            journal.add(grown(step, "modes", "layer" + layer + ".modes", modes[layer], to, why, "unchanged"));
            modes[layer] = to;
        }
        if (epoch == 6) {
            journal.add("{\"kind\":\"rejected\",\"step\":240,\"at\":\"2026-11-21T10:00:20Z\",\"entry\":\"modes\","
                    + "\"why\":\"131k parameters are over the budget of 120k\"}");
        }
    }

    private static String grown(int step, String entry, String dim, int from, int to, String why, String outputs) {
        return "{\"kind\":\"growth\",\"step\":" + step + ",\"at\":\"2026-11-21T10:00:10Z\",\"entry\":\"" + entry
                + "\",\"op\":\"resize\",\"dim\":\"" + dim + "\",\"from\":" + from + ",\"to\":" + to + ",\"why\":\""
                + why
                + "\",\"revision\":2,\"outputs\":\"" + outputs + "\",\"ms\":12}";
    }

    private void samples(int n, int axes, int count) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("samples").resolve(Integer.toString(n)));
        int points = axes == 2 ? n * n : n;
        int[] shape = axes == 2 ? new int[] {count, n, n, 1} : new int[] {count, n, 1};
        float[] input = new float[count * points];
        float[] target = new float[input.length];
        float[] prediction = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            int sample = i / points;
            double x = (double) (axes == 2 ? i % points / n : i % points) / n;
            double y = axes == 2 ? (double) (i % n) / n : .5;
            double smooth = field(sample, x, y, 1);
            input[i] = (float) (axes == 1 ? smooth : smooth > 0 ? 12 : 3);
            target[i] =
                    (float) (Math.sin(Math.PI * x) * Math.sin(Math.PI * y) * (.012 + .003 * field(sample, x, y, .5)));
            prediction[i] =
                    (float) (target[i] * (1 + .05 * field(sample + 7, x, y, 2)) + .0001 * field(sample, y, x, 3));
        }
        Npy.write(folder.resolve("input.npy"), shape, input);
        Npy.write(folder.resolve("target.npy"), shape, target);
        Npy.write(folder.resolve("prediction.npy"), shape, prediction);
        put(
                "samples/card.json",
                "{\"title\":\"Darcy flow\",\"input\":\"coefficient\",\"target\":\"pressure\",\"trained\":[16,32,256]}");
    }

    /** A smooth random field: a few waves whose amplitudes fall with their frequency. */
    private static double field(int sample, double x, double y, double roughness) {
        RandomStream draw = RandomStream.of(3, "field").at(sample);
        double sum = 0;
        for (int k = 0; k < 24; k++) {
            double fx = (draw.uniform(4 * k) - .5) * 12 * roughness;
            double fy = (draw.uniform(4 * k + 1) - .5) * 12 * roughness;
            double phase = draw.uniform(4 * k + 2) * 2 * Math.PI;
            sum += Math.sin(2 * Math.PI * (fx * x + fy * y) + phase) / (1 + fx * fx + fy * fy);
        }
        return sum;
    }

    private void put(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }
}
