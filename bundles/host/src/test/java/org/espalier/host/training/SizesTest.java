package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.Split;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.StepView;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Model;
import org.espalier.api.model.Program;
import org.espalier.api.model.Shapes;
import org.espalier.api.model.Workspace;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Cadence;
import org.espalier.host.job.Choice;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.BoundStrategy;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.plugins.StrategySupply;
import org.junit.jupiter.api.Test;

/** Sizes at birth and ahead, of a model that has at most half as many modes as the data has points. */
class SizesTest {
    private final List<GrowthEntry> entries = new ArrayList<>();
    private final Map<String, Planned> plans = new HashMap<>();

    @Test
    void noDimMayGrowBeyondWhatATestCanCarry() {
        Dims birth = sizing(2, 8, 16, 32).complete(sizing(2, 8, 16, 32).birth());
        assertEquals(4, birth.get("modes").limit());
        Dims free = sizing(2, 16, 32).complete(sizing(2, 16, 32).birth());
        assertEquals(8, free.get("modes").limit());
    }

    @Test
    void aSizeThatATestCannotCarryIsRefusedWithThatTest() {
        SettingsException refused = assertThrows(SettingsException.class, () -> birth(sizing(5, 8, 16)));
        assertEquals("modes", refused.key());
        assertEquals("at most 4 (it is to be tested with resolution at 8)", refused.why());
    }

    @Test
    void aSizeForeseenInVainIsRefusedWithTheEntryThatForeseesIt() {
        plan("grid", "resolution", 16, 8);
        SettingsException refused = assertThrows(SettingsException.class, () -> birth(sizing(5, 16)));
        assertEquals("growth.grid", refused.key());
        assertEquals("8", String.valueOf(refused.value()));
        assertEquals("with resolution at 8, modes 5 cannot be had: at most 4", refused.why());
    }

    @Test
    void aSizeForeseenForTheFinestGridMayBeTooLargeForThatAtBirth() throws Exception {
        plan("grid", "resolution", 8, 16);
        plan("modes", "modes", 2, 7);
        assertEquals(2, birth(sizing(3, 16)).size("modes"));
        assertEquals(8, birth(sizing(3, 16)).size("resolution"));
        plan("modes", "modes", 2, 9);
        SettingsException refused = assertThrows(SettingsException.class, () -> birth(sizing(3, 16)));
        assertEquals("growth.modes", refused.key());
    }

    @Test
    void aSizeGivenAtBirthByAnEntryIsRefusedWithTheEntry() {
        plan("modes", "modes", 9);
        SettingsException refused = assertThrows(SettingsException.class, () -> birth(sizing(2, 16)));
        assertEquals("growth.modes", refused.key());
        assertEquals("modes: at most 8", refused.why());
    }

    @Test
    void aSizeBeyondAnyLimitIsRefusedWithTheLimitThatDataLeavesAndNotWithTheModelsOwn() {
        plan("modes", "modes", 13);
        SettingsException refused = assertThrows(SettingsException.class, () -> birth(sizing(2, 16)));
        assertEquals("is no size for modes; its limit is 8", refused.why());
    }

    @Test
    void aLimitThatTheGridOfNowLowersIsThatOfTheFinestGrid() {
        DataSizing sizing = sizing(2, 16);
        Dims coarse = sizing.complete(
                sizing.birth().with(sizing.birth().get("resolution").withSize(8)));
        assertEquals(4, coarse.get("modes").limit());
        Dims bounded = sizing.bounded(coarse);
        assertEquals(8, bounded.get("modes").limit());
        assertEquals(8, bounded.size("resolution"), "sizes are those of now");
        assertEquals(4, sizing(2, 8, 16).bounded(coarse).get("modes").limit(), "a test may be coarser");
    }

    private void plan(String id, String dims, int birth, Integer... ahead) {
        entries.removeIf(entry -> entry.id().equals(id));
        entries.add(new GrowthEntry(
                id,
                new Choice("planned", Map.of(), "growth." + id),
                List.of(dims),
                new Cadence.Epochs(1),
                new Cadence.Steps(0)));
        plans.put(id, new Planned(birth, Set.of(ahead)));
    }

    private Dims birth(DataSizing sizing) throws PluginFaultException {
        StrategySupply supply = new StrategySupply() {
            @Override
            public <T> Optional<T> withStrategy(String entry, Call<T> call) throws PluginFaultException {
                return Optional.of(call.on(new BoundStrategy(plans.get(entry), new Planned.Settings(), Set.of(), 1)));
            }
        };
        try (EntryQuestions questions = new EntryQuestions("sizes", supply, Duration.ofSeconds(10))) {
            return new BirthSizes(sizing, entries, questions).dims();
        }
    }

    private static DataSizing sizing(int modes, int... tests) {
        BoundModel model = new BoundModel(new Halving(), new Halving.Settings(modes));
        return new DataSizing(model, new Line(tests), 4);
    }

    /** At most half as many modes as points. */
    private static final class Halving implements Model<Halving.Settings> {
        record Settings(int modes) {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Dims dims(Settings settings) {
            return Dims.of(Dim.of("modes", DimKind.MODES, settings.modes(), 12));
        }

        @Override
        public Dims complete(Settings settings, Dims dims, Shapes batch) {
            int most = batch.input()[0] / 2;
            Dim modes = dims.get("modes");
            if (modes.size() > most) {
                throw new SettingsException("modes", modes.size(), "at most " + most);
            }
            return Dims.of(Dim.of("modes", DimKind.MODES, modes.size(), Math.min(12, most)));
        }

        @Override
        public Layout layout(Settings settings, Dims dims, Shapes batch) {
            return Layout.of();
        }

        @Override
        public Cost cost(Settings settings, Dims dims, Shapes batch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Program prepare(Settings settings, Dims dims, Shapes batch, Workspace workspace) {
            throw new UnsupportedOperationException();
        }
    }

    /** Fields on a line of 16 points or fewer. */
    private record Line(int[] resolutions) implements DataOutline {
        @Override
        public int count(Split split) {
            return 8;
        }

        @Override
        public Dims dims() {
            return Dims.of(Dim.of("resolution", DimKind.RESOLUTION, 16, 16).withPermitted(8, 16));
        }

        @Override
        public int[] inputShape(Dims dims) {
            return new int[] {dims.size("resolution"), 1};
        }

        @Override
        public int[] targetShape(Dims dims) {
            return inputShape(dims);
        }

        @Override
        public List<Dims> tests() {
            return Arrays.stream(resolutions)
                    .mapToObj(n -> Dims.of(Dim.of("resolution", DimKind.RESOLUTION, n, n)))
                    .toList();
        }
    }

    /** A size at birth, and those to come. */
    private record Planned(int birth, Set<Integer> ahead) implements GrowthStrategy<Planned.Settings> {
        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public int birth(Dim dim, Settings settings) {
            return birth;
        }

        @Override
        public Set<Integer> foreseen(Dim dim, Settings settings) {
            return ahead;
        }

        @Override
        public Decision decide(StepView seen, Settings settings, PluginState state) {
            return Decision.keep("as planned", state);
        }
    }
}
