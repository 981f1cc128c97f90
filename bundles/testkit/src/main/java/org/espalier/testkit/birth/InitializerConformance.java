package org.espalier.testkit.birth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.Silence;
import org.espalier.testkit.PlainNewborn;
import org.espalier.testkit.PlainWeights;
import org.espalier.testkit.doubles.BatchNormMlp;
import org.espalier.testkit.doubles.DeepMlp;
import org.espalier.testkit.doubles.LowRankLayer;
import org.espalier.testkit.doubles.PlainModel;
import org.espalier.testkit.doubles.SpectralStack;
import org.espalier.testkit.doubles.TiedEmbedding;
import org.espalier.testkit.plugin.PluginConformance;
import org.espalier.testkit.plugin.Reachable;
import org.junit.jupiter.api.Test;

/**
 * What every initializer promises, checked on the parameters of small models at birth and after growth.
 *
 * @param <S> the initializer's settings
 */
public abstract class InitializerConformance<S extends Record> extends PluginConformance<Initializer<S>, S> {
    /** The models whose parameters it is given; by default one of each kind of dim. */
    protected List<PlainModel> models() {
        return List.of(
                new BatchNormMlp(3, 4, 16, 5),
                new LowRankLayer(6, 7, 2),
                new SpectralStack(1, 3, 8, 2),
                new DeepMlp(4, 1, 3, 2),
                new TiedEmbedding(5, 4, 6));
    }

    @Override
    protected final Class<S> settingsOf(Initializer<S> plugin) {
        return plugin.settings();
    }

    @Override
    protected final Object work(Initializer<S> plugin, S settings) {
        return newborns(1).stream().map(n -> n.offeredTo(plugin, settings)).toList();
    }

    @Test
    final void valuesFollowFromTheNewbornAndItsStreamAlone() {
        for (S settings : settings()) {
            Initializer<S> used = plugin();
            work(used, settings);
            List<PlainNewborn> some = newborns(3);
            List<PlainNewborn> same = newborns(3);
            Initializer<S> fresh = plugin();
            for (int i = 0; i < some.size(); i++) {
                float[] first = some.get(i).offeredTo(used, settings).orElse(new float[0]);
                float[] second = same.get(i).offeredTo(fresh, settings).orElse(new float[0]);
                if (!Arrays.equals(first, second)) {
                    throw new AssertionError(
                            some.get(i) + " was born with two sets of values from the same random stream, with "
                                    + settings + ": " + difference(first, second)
                                    + ". Draw from newborn.random() alone, with flat"
                                    + " positions as indices, and keep nothing between calls.");
                }
            }
        }
    }

    private static String difference(float[] a, float[] b) {
        int at = Arrays.mismatch(a, b);
        return at < a.length && at < b.length
                ? "entry " + at + " is " + a[at] + " and " + b[at]
                : "only one of two calls filled it";
    }

    @Test
    final void everyNewbornEntryGetsAFiniteValue() {
        for (S settings : settings()) {
            for (PlainNewborn newborn : newborns(1)) {
                newborn.offeredTo(plugin(), settings)
                        .ifPresent(values -> newborn.entries().forEach((flat, index) -> {
                            if (!Float.isFinite(values[flat])) {
                                throw new AssertionError(
                                        "Entry " + Arrays.toString(index) + " of " + newborn + " is " + values[flat]
                                                + " after initialize returned true, with " + settings
                                                + ". Fill the whole region with finite"
                                                + " values, or return false to leave it to the layout.");
                            }
                        }));
            }
        }
    }

    @Test
    final void whatTheLayoutCallsSilentStaysZeroWhereItIsHeard() {
        for (S settings : settings()) {
            List<PlainNewborn> all = newborns(1);
            all.addAll(SilentWidths.grown(1));
            for (PlainNewborn newborn : all) {
                Silence silence = Silence.of(newborn);
                Parameter parameter = newborn.parameter();
                newborn.offeredTo(plugin(), settings)
                        .ifPresent(values -> newborn.entries().forEach((flat, index) -> {
                            if (silence.at(index) && heard(parameter, newborn.entries(), index) && values[flat] != 0) {
                                throw new AssertionError(
                                        "Entry " + Arrays.toString(index) + " of " + newborn + " is "
                                                + values[flat] + ", with " + settings
                                                + ": new along an axis that the parameter calls"
                                                + " silent, and heard by an output that was there, so the function changes and a plan"
                                                + " that promises to keep it is rolled back. Leave it zero: Silence.of(newborn).at(index).");
                            }
                        }));
            }
        }
    }

    /** Whether an entry belongs to outputs that were there: it is new along silent axes alone. */
    private static boolean heard(Parameter parameter, Region region, int[] index) {
        for (int axis = 0; axis < index.length; axis++) {
            boolean silent =
                    parameter.silent().contains(parameter.axes().get(axis).role());
            if (!silent && region.newborn(axis, index[axis])) {
                return false;
            }
        }
        return true;
    }

    @Test
    final void onlyNewbornEntriesAreWritten() {
        for (S settings : settings()) {
            for (PlainNewborn newborn : newborns(1)) {
                newborn.offeredTo(plugin(), settings);
                newborn.firstOverwritten().ifPresent(at -> {
                    throw new AssertionError(
                            "Entry " + at + " of " + newborn + " was there before and was overwritten, with "
                                    + settings
                                    + ". The host does not keep that, so whatever it is for does not happen: go through"
                                    + " newborn.region().forEach.");
                });
            }
        }
    }

    @Test
    final void noNewbornIsHeldAfterTheCall() {
        for (S settings : settings()) {
            Initializer<S> initializer = plugin();
            work(initializer, settings);
            Reachable.path(initializer, Newborn.class).ifPresent(path -> {
                throw new AssertionError(
                        path + " still holds a newborn after initialize has returned. It is revoked then; keep"
                                + " nothing of it.");
            });
        }
    }

    /** All parameters of the models at birth and, where they grow, after it. */
    private List<PlainNewborn> newborns(long seed) {
        List<PlainNewborn> newborns = new ArrayList<>();
        for (PlainModel model : models()) {
            Dims small = model.dims();
            Layout before = model.layout(small);
            before.parameters().forEach(p -> newborns.add(PlainNewborn.birth(p, before, seed)));
            Dims grown = small;
            for (String dim : small.names()) {
                grown = grown.with(small.get(dim).withSize(small.get(dim).grown(1.5)));
            }
            Dims large = model.complete(grown);
            Layout after = model.layout(large);
            PlainWeights moved = PlainWeights.trained(before, 7).grown(after, 7);
            for (Parameter parameter : after.parameters()) {
                newborns.add(
                        before.find(parameter.name()).isPresent()
                                ? PlainNewborn.growth(
                                        before.get(parameter.name()), after, moved.get(parameter.name()), seed)
                                : PlainNewborn.birth(parameter, after, seed));
            }
        }
        return newborns;
    }
}
