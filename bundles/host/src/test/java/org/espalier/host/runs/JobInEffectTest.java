package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.optimize.Loss;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.Run;
import org.espalier.api.run.SettingDescription;
import org.espalier.api.run.Swap;
import org.espalier.host.catalog.HostedCatalog;
import org.espalier.host.support.MeanSquare;
import org.espalier.host.support.TinyMlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A checkpoint is used with the job that was in effect when it was written, not with that of the run's birth. */
@Timeout(60)
class JobInEffectTest extends HostedTinyRuns {
    private static final String LONG = "epochs: 40\ncheckpoint: { every: 1 h }\n";

    /** Ten times the other loss. */
    private static final class TenFold implements Loss<TenFold.Settings> {
        /** Nothing to set. */
        public record Settings() {}

        private final MeanSquare other = new MeanSquare();

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Measure prepare(int[] outputShape, int[] targetShape, boolean periodic, Settings settings) {
            Measure one = other.prepare(outputShape, targetShape, periodic, new MeanSquare.Settings());
            return (output, target, samples, each, gradient) -> {
                one.evaluate(output, target, samples, each, gradient);
                for (int i = 0; i < samples; i++) {
                    each[i] *= 10;
                }
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= 10;
                }
            };
        }
    }

    /** The tiny model under settings of other names, by somebody who gives its source. */
    private static final class Renamed implements Model<Renamed.Settings> {
        /** Units at birth and at most. */
        public record Settings(int units, int limit) {
            private TinyMlp.Settings tiny() {
                return new TinyMlp.Settings(units, limit);
            }
        }

        private final TinyMlp model = new TinyMlp();

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Dims dims(Settings settings) {
            return model.dims(settings.tiny());
        }

        @Override
        public Layout layout(Settings settings, Dims dims, Shapes batch) {
            return model.layout(settings.tiny(), dims, batch);
        }

        @Override
        public Cost cost(Settings settings, Dims dims, Shapes batch) {
            return model.cost(settings.tiny(), dims, batch);
        }

        @Override
        public Optional<String> torch(Settings settings, Dims dims, Shapes batch) {
            return Optional.of("def network():\n    return Renamed(%d)".formatted(settings.limit()));
        }

        @Override
        public Program prepare(Settings settings, Dims dims, Shapes batch, Workspace workspace) {
            return model.prepare(settings.tiny(), dims, batch, workspace);
        }
    }

    /** A run that was told something at its beginning and has finished. */
    private Run changed(Swap swap) throws Exception {
        Run run = start(LONG);
        run.pause(CAUSE);
        run.swap(swap, CAUSE);
        run.unpause(CAUSE);
        return run;
    }

    @Test
    void aRunWhoseLossWasSwappedIsMeasuredWithTheOneThatItEndedWith() throws Exception {
        container.put(container.registry().losses(), "ten-fold", new TenFold());
        Run run = changed(Swap.at("loss").to("ten-fold"));
        double told = finished(run).tests().get(0).loss();
        assertEquals(told, loss(run.directory(), "test"));
    }

    @Test
    void aRunWhoseModelWasSwappedPredictsAndIsMeasuredAndExportedWithTheOneThatItEndedWith() throws Exception {
        container.put(container.registry().models(), "renamed", new Renamed());
        Run run = changed(Swap.at("model").to("renamed").set("units", "4").set("limit", "77"));
        double told = finished(run).tests().get(0).loss();
        // Nobody needs the one that it was born with.
        container.take(container.registry().models(), "mlp");
        assertEquals(told, loss(run.directory(), "test"));
        runs.predict(run.directory(), run.directory().resolve("samples/0/input.npy"), folder.resolve("out.npy"));
        assertEquals(
                -1, Files.mismatch(run.directory().resolve("samples/0/prediction.npy"), folder.resolve("out.npy")));
        Path target = folder.resolve("exported");
        runs.export(run.directory(), "npz", target);
        String script = Files.readString(target.resolve("load_in_torch.py"));
        assertTrue(script.contains("return Renamed(77)"), script);
    }

    @Test
    void aPredictionAsksForTheModelAloneAndNamesItWhereItHasGone() throws Exception {
        Run run = start("");
        finished(run);
        container.take(container.registry().optimizers(), "adamw");
        container.take(container.registry().losses(), "mean-square");
        container.take(container.registry().schedules(), "constant");
        Path input = run.directory().resolve("samples/0/input.npy");
        runs.predict(run.directory(), input, folder.resolve("out.npy"));
        assertEquals(
                -1, Files.mismatch(run.directory().resolve("samples/0/prediction.npy"), folder.resolve("out.npy")));
        container.take(container.registry().models(), "mlp");
        RefusedException refused = assertThrows(
                RefusedException.class, () -> runs.predict(run.directory(), input, folder.resolve("again.npy")));
        assertTrue(refused.getMessage().contains("model.type: mlp — "), refused::getMessage);
        assertFalse(Files.exists(folder.resolve("again.npy")));
    }

    @Test
    void theSettingsOfAStoppedRunAreThoseOfItsNewestCheckpoint() throws Exception {
        Run run = start(LONG);
        run.pause(CAUSE);
        run.set(Map.of("optimizer.lr", "0.0123"), CAUSE);
        run.unpause(CAUSE);
        finished(run);
        HostedCatalog catalog = new HostedCatalog(container.context(), container.registry());
        List<SettingDescription> all = catalog.settings(run.directory());
        assertEquals(
                Optional.of("0.0123"),
                all.stream()
                        .filter(setting -> setting.key().equals("optimizer.lr"))
                        .findFirst()
                        .flatMap(SettingDescription::fallback));
    }
}
