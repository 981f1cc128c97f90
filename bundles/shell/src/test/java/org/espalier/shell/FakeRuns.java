package org.espalier.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.espalier.api.run.BundleTrial;
import org.espalier.api.run.Changed;
import org.espalier.api.run.Control;
import org.espalier.api.run.EnergyEstimate;
import org.espalier.api.run.Evaluation;
import org.espalier.api.run.ForkRequest;
import org.espalier.api.run.Generated;
import org.espalier.api.run.GenerationRequest;
import org.espalier.api.run.PluginCard;
import org.espalier.api.run.PluginTrouble;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.ResumeRequest;
import org.espalier.api.run.Run;
import org.espalier.api.run.RunRequest;
import org.espalier.api.run.RunResult.TestLoss;
import org.espalier.api.run.Runs;
import org.espalier.api.run.Trial;
import org.jspecify.annotations.Nullable;

/** Runs without a host: gives out one run, and remembers what it was asked. */
final class FakeRuns implements Runs {
    final List<String> asked = new ArrayList<>();

    /** Runs that go on here; the one that is given out is none of them. */
    final List<Run> more = new CopyOnWriteArrayList<>();

    @Nullable
    Run run;

    @Nullable
    RuntimeException fault;

    /** Who supplies the strategy ifno, unless it is the archive's own. */
    @Nullable
    PluginCard ifno;

    @Override
    public Run start(RunRequest request) throws RefusedException {
        asked.add("start " + request.job() + " " + request.runs() + " " + request.settings()
                + request.weights().map(from -> " " + from).orElse(""));
        return next();
    }

    @Override
    public Run resume(ResumeRequest request) throws RefusedException {
        asked.add("resume " + request.run()
                + (request.settings().isEmpty() ? "" : " " + request.settings())
                + (request.dropsOrders() ? " dropping orders" : ""));
        return next();
    }

    @Override
    public Run fork(ForkRequest request) throws RefusedException {
        asked.add("fork " + request.run() + " " + request.step() + " " + request.name() + " " + request.settings() + " "
                + request.cause());
        return next();
    }

    @Override
    public Trial tryFork(ForkRequest request) {
        asked.add("try fork " + request.run() + " " + request.settings());
        List<Changed> changes = request.settings().entrySet().stream()
                .map(setting -> new Changed(setting.getKey(), "ifno", setting.getValue(), "")
                        .withSettings("dropped explained 0.99"))
                .toList();
        return new Trial(changes, List.of(FakeRun.first("inrank-efficient")));
    }

    @Override
    public Run replay(Path directory) throws RefusedException {
        asked.add("replay " + directory);
        return next();
    }

    @Override
    public Run control(Path directory, Control control) throws RefusedException {
        asked.add("control " + directory + " " + control.word());
        return next();
    }

    private Run next() throws RefusedException {
        if (fault != null) throw fault;
        if (run == null) throw new RefusedException("jobs/darcy.yaml", "model.width", "-3 is below 1");
        return run;
    }

    @Override
    public int[] predict(Path directory, Path input, Path output) {
        asked.add("predict " + directory + " " + input + " " + output);
        return new int[] {10, 64, 64, 1};
    }

    /** Writes these, one after another, and the last again, as long as is wanted. */
    List<byte[]> tokens = List.of(new byte[] {'a'});

    @Override
    public Generated generate(GenerationRequest request, Predicate<byte[]> written) throws RefusedException {
        asked.add("generate " + request.checkpoint() + " " + new String(request.text(), StandardCharsets.UTF_8) + " "
                + request.length() + " " + request.temperature() + " " + request.topK() + " " + request.seed());
        if (request.temperature() < 0)
            throw new RefusedException("predict", "--temperature", "-1.0 is no number from 0 on");
        for (int i = 0; i < request.length(); i++) {
            if (!written.test(tokens.get(Math.min(i, tokens.size() - 1))))
                return new Generated(request.checkpoint(), i + 1);
        }
        return new Generated(request.checkpoint(), request.length());
    }

    @Override
    public Evaluation evaluate(Path directory, String split, List<Integer> resolutions) {
        asked.add("evaluate " + directory + " " + split + " " + resolutions);
        List<TestLoss> losses = List.of(
                new TestLoss(32, true, 0.0411534, Map.of("accuracy", 0.9951)), new TestLoss(64, false, Double.NaN));
        boolean one = directory.getParent().endsWith("checkpoints");
        return new Evaluation(one ? directory : directory.resolve("checkpoints/480"), losses);
    }

    @Override
    public EnergyEstimate energy(Path directory, Optional<Path> table) {
        asked.add("energy " + directory + " " + table.map(Path::toString).orElse("-"));
        return new EnergyEstimate(
                directory.resolve("checkpoints/480"),
                "a table",
                List.of(
                        new EnergyEstimate.Product(
                                "forward: weights × activations",
                                "integer-add 8, integer-add 32",
                                2_000_000,
                                0.13,
                                4.6),
                        new EnergyEstimate.Product(
                                "errors: weights × errors", "float-multiply 32, float-add 32", 1_000_000, 4.6, 4.6)),
                480,
                6e8,
                List.of("nothing is free"));
    }

    @Override
    public List<Path> export(Path directory, String format, Path output) {
        asked.add("export " + directory + " " + format + " " + output);
        return List.of(output.resolve("weights." + format), output.resolve("load_in_torch.py"));
    }

    @Override
    public List<Run> list() {
        return List.copyOf(more);
    }

    @Override
    public List<PluginCard> plugins() {
        return List.of(
                new PluginCard("data", "darcy", "org.espalier.data", "0.1.0"),
                ifno == null ? new PluginCard("strategy", "ifno", "org.espalier.ifno", "0.1.0") : ifno);
    }

    @Override
    public BundleTrial tryBundle(Path jar) {
        asked.add("try " + jar);
        boolean wrong = jar.endsWith("wrong.jar");
        return new BundleTrial(
                "org.example.better",
                "1.0.0",
                "1.1.0",
                List.of("org.example.better 1.0.0"),
                wrong ? pluginTroubles() : List.of(),
                List.of(
                        new BundleTrial.KeptState("darcy/1", "growth.modes", "better", 1, 1),
                        new BundleTrial.KeptState("darcy/1", "growth.more", "better", 1, 2)));
    }

    @Override
    public List<PluginTrouble> pluginTroubles() {
        return List.of(new PluginTrouble("broken.jar", "", true, "is empty", "copy it again"));
    }
}
