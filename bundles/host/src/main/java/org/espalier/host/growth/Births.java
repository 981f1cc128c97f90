package org.espalier.host.growth;

import java.util.Map;
import java.util.Optional;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Newborn;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.growth.StaleViewException;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.plugins.BoundInitializer;

/** First values of newborn entries: by the operation's own init, the job's initializer, or the layout's default. */
public final class Births {
    private final long seed;
    private final Optional<BoundInitializer> initializer;

    /** Births of a run. */
    public Births(long seed, Optional<BoundInitializer> initializer) {
        this.seed = seed;
        this.initializer = initializer;
    }

    /**
     * Fills the newborn entries of one parameter.
     *
     * @param inits    the operation's own rules by parameter name
     * @param values   all values of the parameter, old ones in place
     * @param revision the revision that they are born into; 0 at the run's birth
     * @throws IllegalArgumentException if a rule does not fit, the initializer throws, or an entry is left that is not finite
     */
    public void fill(
            Parameter parameter, Layout layout, Region region, float[] values, Map<String, Init> inits, long revision) {
        RandomStream random = random(parameter, revision);
        if (!told(parameter, layout, region, values, inits, revision)) {
            BirthRule.fill(revision == 0 ? parameter.birth() : parameter.growth(), parameter, region, values, random);
            if (revision > 0) {
                silence(parameter, region, values);
            }
        }
        requireFinite(parameter, region, values);
    }

    /** Fills a parameter that growth in depth has brought, as a whole; otherwise like {@link #fill}. */
    void append(Parameter parameter, Layout layout, float[] values, Map<String, Init> inits, long revision) {
        Region all = Region.all(parameter);
        if (!told(parameter, layout, all, values, inits, revision)) {
            BirthRule.fill(parameter.appended(), parameter, all, values, random(parameter, revision));
        }
        requireFinite(parameter, all, values);
    }

    private RandomStream random(Parameter parameter, long revision) {
        return RandomStream.of(seed, "init:" + parameter.name()).at(revision);
    }

    /** Whether the operation or the job's initializer has filled the region. */
    private boolean told(
            Parameter parameter, Layout layout, Region region, float[] values, Map<String, Init> inits, long revision) {
        RandomStream random = random(parameter, revision);
        Init own = inits.get(parameter.name());
        if (own != null) {
            BirthRule.fill(own, parameter, region, values, random);
            return true;
        }
        return byInitializer(parameter, layout, region, values, random, revision);
    }

    private static void silence(Parameter parameter, Region region, float[] values) {
        for (int axis = 0; axis < parameter.axes().size(); axis++) {
            if (parameter.silent().contains(parameter.axes().get(axis).role())) {
                int along = axis;
                region.forEach((flat, index) -> values[flat] = region.newborn(along, index[along]) ? 0 : values[flat]);
            }
        }
    }

    private static void requireFinite(Parameter parameter, Region region, float[] values) {
        region.forEach((flat, index) -> {
            if (!Float.isFinite(values[flat])) {
                throw new IllegalArgumentException(parameter.name() + ": a newborn entry is " + values[flat]);
            }
        });
    }

    private boolean byInitializer(
            Parameter parameter, Layout layout, Region region, float[] values, RandomStream random, long revision) {
        if (initializer.isEmpty()) {
            return false;
        }
        NewbornView view = new NewbornView(parameter, layout, region, values.clone(), random, revision == 0);
        try {
            boolean done = initializer.get().initialize(view);
            if (done) {
                region.forEach((flat, index) -> values[flat] = view.values[flat]);
            }
            return done;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new IllegalArgumentException(parameter.name() + ": the initializer threw " + e, e);
        } finally {
            view.revoked = true;
        }
    }

    private static final class NewbornView implements Newborn {
        private final Parameter parameter;
        private final Layout layout;
        private final Region region;
        private final float[] values;
        private final RandomStream random;
        private final boolean atBirth;
        private boolean revoked;

        NewbornView(
                Parameter parameter,
                Layout layout,
                Region region,
                float[] values,
                RandomStream random,
                boolean atBirth) {
            this.parameter = parameter;
            this.layout = layout;
            this.region = region;
            this.values = values;
            this.random = random;
            this.atBirth = atBirth;
        }

        private <T> T live(T value) {
            if (revoked) {
                throw new StaleViewException("the newborn entries of " + parameter.name());
            }
            return value;
        }

        @Override
        public Parameter parameter() {
            return live(parameter);
        }

        @Override
        public Layout layout() {
            return live(layout);
        }

        @Override
        public Region region() {
            return live(region);
        }

        @Override
        public boolean atBirth() {
            return live(atBirth);
        }

        @Override
        public float[] values() {
            return live(values);
        }

        @Override
        public RandomStream random() {
            return live(random);
        }
    }
}
