package org.espalier.host.assembly;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.EntryKind;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Signal;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.growth.BudgetCheck;
import org.espalier.host.growth.EntryState;
import org.espalier.host.growth.OptimizerByParameter;
import org.espalier.host.growth.Taps;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.job.Job;
import org.espalier.host.plugins.BoundInitializer;
import org.espalier.host.plugins.BoundNumbers;
import org.espalier.host.training.Birth;
import org.espalier.host.training.BirthSizes;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.EntryQuestions;
import org.espalier.settings.Names;

/** What must hold between the parts of a job; each refusal names the key that would mend it. */
final class AssemblyChecks {
    private static final Set<String> SIGNALS = Set.of(
            Signal.HELD_OUT_LOSS,
            Signal.SPECTRUM,
            Signal.GRADIENT_ENERGY,
            Signal.BRIDGE,
            Signal.WEIGHTS,
            Signal.GRADIENT,
            Signal.PROBE);
    private final Assembly assembly;
    private final Job job;

    AssemblyChecks(Assembly assembly) {
        this.assembly = assembly;
        this.job = assembly.job();
    }

    void run() {
        checkCounts();
        DataSizing sizing = assembly.sizing();
        // Before sizes, which whoever claims too much would get wrong; and after, for the dims born by depth.
        checkDisjoint(model(sizing::birth));
        Dims birth;
        try (EntryQuestions questions = new EntryQuestions(job.name(), assembly.strategies(), job.deadline())) {
            birth = model(() -> new BirthSizes(sizing, job.growth(), questions)
                    .dims(assembly.footing().recorded()));
            checkDisjoint(birth);
            checkClaimed(birth);
            checkOutputs(sizing, birth);
            checkBeginnings(sizing, birth, questions);
        }
        checkSize(sizing, birth);
        Layout layout = sizing.layout(birth);
        assembly.initializer().ifPresent(initializer -> checkBearable(initializer, layout));
        checkMovable(layout);
        assembly.numbers().ifPresent(numbers -> checkNumbers(numbers, layout));
    }

    private void checkNumbers(BoundNumbers numbers, Layout layout) {
        NumberChecks checks = new NumberChecks(numbers, job.precision().type(), assembly.births());
        OptimizerByParameter optimizers = assembly.optimizers();
        for (Parameter parameter : layout.parameters()) {
            if (job.precisionOf(parameter.name()).isPresent()) {
                checks.check(parameter, layout);
                if (parameter.kind() == EntryKind.TRAINED) {
                    checks.check(
                            parameter,
                            optimizers.of(parameter),
                            assembly.choiceOf(parameter).type());
                }
            }
        }
    }

    /** Else a parameter that an initializer cannot bear would be found out at birth, when data has been solved for minutes. */
    private void checkBearable(BoundInitializer initializer, Layout layout) {
        try {
            initializer.check(layout);
        } catch (SettingsException e) {
            String key = e.key();
            throw new SettingsException(key.startsWith("init") ? key : "init." + key, e.value(), e.why());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new SettingsException("init", job.init().type(), "its check threw " + e);
        }
    }

    private void checkSize(DataSizing sizing, Dims birth) {
        Layout layout = model(() -> sizing.layout(birth));
        Cost cost = model(() -> sizing.cost(birth));
        try {
            BudgetCheck.excess(job.budget(), layout, cost, assembly.moments()).ifPresent(excess -> {
                throw new SettingsException("budget." + excess.limit(), excess.most(), excess.why() + ", at birth");
            });
        } catch (ArithmeticException e) {
            throw new SettingsException("model", job.model().type(), "is too large to be counted");
        }
    }

    private void checkCounts() {
        for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
            if (assembly.outline().count(split) < 1) {
                throw new SettingsException(
                        "data",
                        job.data().type(),
                        "has no sample in the split " + split.name().toLowerCase(Locale.ROOT));
            }
        }
        int train = assembly.outline().count(Split.TRAIN);
        if (job.batch() > train) {
            throw new SettingsException("batch", job.batch(), "is more than the " + train + " training samples");
        }
    }

    /** Born here as they will be at the run's birth: an initializer may bear zeros where the layout has none. */
    private void checkMovable(Layout layout) {
        OptimizerByParameter optimizers = assembly.optimizers();
        for (Parameter parameter : layout.parameters()) {
            if (optimizers.mayStick(parameter)) {
                Choice optimizer = assembly.choiceOf(parameter);
                float[] values = new float[parameter.length()];
                try {
                    assembly.births().fill(parameter, layout, Region.all(parameter), values, Map.of(), 0);
                    optimizers.checkMovable(parameter, Region.all(parameter), values);
                } catch (IllegalArgumentException e) {
                    throw new SettingsException(optimizer.key(), optimizer.type(), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void checkClaimed(Dims birth) {
        for (GrowthEntry entry : job.growth()) {
            for (String pattern : entry.dims()) {
                if (birth.matching(pattern).isEmpty()) {
                    throw new SettingsException(
                            "growth." + entry.id() + ".dims", pattern, Names.unknown("dim", pattern, birth.names()));
                }
            }
        }
    }

    void checkDisjoint(Dims dims) {
        Map<String, String> owner = new HashMap<>();
        for (GrowthEntry entry : job.growth()) {
            for (Dim dim : entry.claimed(dims)) {
                String other = owner.put(dim.name(), entry.id());
                if (other != null) {
                    throw new SettingsException(
                            "growth." + entry.id() + ".dims",
                            entry.claim(),
                            "claims " + dim.name() + ", which " + other + " claims already; claims must be disjoint");
                }
            }
        }
    }

    /** Else what does not fit would be found out at the first step, when data has been solved for minutes. */
    private void checkOutputs(DataSizing sizing, Dims birth) {
        Shapes shapes = sizing.shapes(birth);
        int[] output = model(() -> assembly.model().outputShape(birth, shapes));
        BatchCheck.check(shapes, output);
        int scored;
        try {
            scored = assembly.loss().prepare(output, shapes.target(), false).classes();
        } catch (SettingsException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new SettingsException("loss", job.loss().type(), "its prepare threw " + e);
        }
        int classes = assembly.outline().classes();
        if (scored > 0 && classes > scored) {
            throw new SettingsException(
                    "model.type",
                    job.model().type(),
                    "it gives scores of " + scored + " classes, but the data "
                            + job.data().type() + " has labels of " + classes + "; give it " + classes + " outputs");
        }
    }

    private void checkBeginnings(DataSizing sizing, Dims birth, EntryQuestions questions) {
        for (GrowthEntry entry : job.growth()) {
            Set<String> wanted = Birth.firstState(entry, birth, model(() -> sizing.layout(birth)), questions)
                    .map(EntryState::wants)
                    .orElse(Set.of());
            for (String signal : wanted) {
                if (!SIGNALS.contains(signal)) {
                    throw new SettingsException(
                            "growth." + entry.id() + ".type",
                            entry.strategy().type(),
                            "needs the signal " + signal + ", which this host does not accumulate");
                }
            }
            if (wanted.contains(Signal.BRIDGE)) {
                checkTapped(entry, birth, model(() -> sizing.taps(birth)));
            }
        }
    }

    private void checkTapped(GrowthEntry entry, Dims birth, Set<String> taps) {
        for (Dim dim : entry.claimed(birth)) {
            if (!Taps.across(dim, taps)) {
                throw new SettingsException(
                        "growth." + entry.id() + ".dims",
                        entry.claim(),
                        "needs the signal bridge of " + dim.name() + ", but the model "
                                + job.model().type() + " taps nothing across it");
            }
        }
    }

    /** Puts the model's own keys below {@code model}. */
    private static <T> T model(Supplier<T> question) {
        try {
            return question.get();
        } catch (SettingsException e) {
            if (e.key().startsWith("growth.")
                    || e.key().startsWith("model")
                    || e.key().startsWith("data")) {
                throw e;
            }
            throw new SettingsException("model." + e.key(), e.value(), e.why());
        }
    }
}
