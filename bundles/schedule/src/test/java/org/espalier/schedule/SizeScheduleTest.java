package org.espalier.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Decision;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.GrowthPlan;
import org.espalier.api.plugin.PluginState;
import org.espalier.api.plugin.SettingsException;
import org.espalier.testkit.PlainView;
import org.junit.jupiter.api.Test;

class SizeScheduleTest {
    private static final ScheduleSettings GRID = new ScheduleSettings(Map.of(3, 32, 0, 16), Map.of());
    private static final SizeSchedule SCHEDULE = new SizeSchedule();

    private static Dim resolution(int size) {
        return Dim.of("resolution", DimKind.RESOLUTION, size, 64).withPermitted(8, 16, 32, 64);
    }

    private static Decision at(long step, ScheduleSettings settings, Dim... dims) {
        return PlainView.claiming(dims)
                .step(step)
                .epoch(step / 40)
                .stepsPerEpoch(40)
                .sees()
                .decide(SCHEDULE, settings, PluginState.empty());
    }

    private static Optional<GrowthPlan> resize(Dim dim, int size) {
        return Optional.of(GrowthPlan.of(GrowthOp.resize(dim, size)));
    }

    @Test
    void theSizeOfTheLastTimeReachedIsInForce() {
        assertEquals(
                "16 since epoch 0, until epoch 3", at(119, GRID, resolution(16)).why());
        Decision reached = at(120, GRID, resolution(16));
        assertEquals("epoch 3 reached: 16 → 32", reached.why());
        assertEquals(resize(resolution(16), 32), reached.plan());
        assertEquals("32 since epoch 3", at(400, GRID, resolution(32)).why());
    }

    @Test
    void aMissedTimeIsMadeUpForLater() {
        assertEquals(resize(resolution(16), 32), at(395, GRID, resolution(16)).plan());
    }

    @Test
    void theSizeAtEpochZeroIsTheSizeAtBirth() {
        assertEquals(16, SCHEDULE.birth(resolution(32), GRID));
        assertEquals(32, SCHEDULE.birth(resolution(32), new ScheduleSettings(Map.of(1, 64), Map.of())));
        assertEquals(8, SCHEDULE.birth(resolution(32), new ScheduleSettings(Map.of(0, 16), Map.of(0, 8))));
    }

    @Test
    void everySizeIsForeseen() {
        ScheduleSettings settings = new ScheduleSettings(Map.of(0, 16, 3, 32), Map.of(500, 64));
        assertEquals(Set.of(16, 32, 64), SCHEDULE.foreseen(resolution(16), settings));
    }

    @Test
    void stepsAndEpochsShareOneClock() {
        ScheduleSettings settings = new ScheduleSettings(Map.of(0, 8, 2, 32), Map.of(50, 16, 100, 64));
        assertEquals("step 50 reached: 8 → 16", at(50, settings, resolution(8)).why());
        assertEquals(
                "epoch 2 reached: 16 → 32", at(80, settings, resolution(16)).why());
        assertEquals(
                "step 100 reached: 32 → 64", at(100, settings, resolution(32)).why());
    }

    @Test
    void nothingHappensBeforeTheFirstTime() {
        ScheduleSettings settings = new ScheduleSettings(Map.of(2, 32), Map.of());
        assertEquals("nothing before epoch 2", at(79, settings, resolution(16)).why());
    }

    @Test
    void whoeverAsksWhatComesNextIsSentToTheNextTime() {
        ScheduleSettings settings = new ScheduleSettings(Map.of(2, 32), Map.of(200, 64));
        assertEquals(80, at(79, settings, resolution(16)).notBefore());
        assertEquals(200, at(80, settings, resolution(32)).notBefore());
        assertEquals(0, at(200, settings, resolution(64)).notBefore(), "none is to come");
    }

    @Test
    void everyClaimedDimIsSet() {
        Dim a = Dim.of("layer0.modes", DimKind.MODES, 4, 12);
        Dim b = Dim.of("layer1.modes", DimKind.MODES, 6, 12);
        Dim c = Dim.of("layer2.modes", DimKind.MODES, 8, 12);
        Decision decision = at(40, new ScheduleSettings(Map.of(1, 8), Map.of()), a, b, c);
        assertEquals("epoch 1 reached: 4, 6 → 8", decision.why());
        assertEquals(Optional.of(GrowthPlan.of(GrowthOp.resize(a, 8), GrowthOp.resize(b, 8))), decision.plan());
    }

    @Test
    void timesThatTheRunDoesNotReachAreWarnedOf() {
        ScheduleSettings settings = new ScheduleSettings(Map.of(0, 16, 11, 32, 12, 64), Map.of(479, 16, 500, 32));
        assertEquals(
                List.of(
                        "at-epoch.12: size 64 is never taken, the run ends with epoch 12",
                        "at-step.500: size 32 is never taken, the run ends with step 480"),
                SCHEDULE.warnings(settings, 12, 40));
        assertEquals(List.of(), SCHEDULE.warnings(settings, 13, 40));
    }

    @Test
    void onlyAResolutionShrinks() {
        ScheduleSettings down = new ScheduleSettings(Map.of(0, 32, 1, 16), Map.of());
        assertEquals(resize(resolution(32), 16), at(40, down, resolution(32)).plan());

        Dim modes = Dim.of("layer0.modes", DimKind.MODES, 32, 64);
        assertEquals(Optional.empty(), at(40, down, modes).plan());
        var refused = assertThrows(
                SettingsException.class,
                () -> SCHEDULE.begin(PlainView.claiming(modes).view(), down));
        assertEquals("at-epoch.1: 16 — layer0.modes would shrink from 32; only a resolution may", refused.getMessage());
        assertEquals(
                PluginState.empty(),
                SCHEDULE.begin(PlainView.claiming(resolution(32)).view(), down));
    }

    @Test
    void aSizeOutOfReachForNowIsAskedForAgain() {
        ScheduleSettings settings = new ScheduleSettings(Map.of(1, 12), Map.of());
        Dim onCoarseGrid = Dim.of("layer0.modes", DimKind.MODES, 4, 8);
        assertEquals(
                "epoch 1 reached, but layer0.modes 4/8 cannot be 12 now",
                at(40, settings, onCoarseGrid).why());
        Dim later = onCoarseGrid.withLimit(16);
        assertEquals(resize(later, 12), at(80, settings, later).plan());
    }

    @Test
    void timesAreSortedAndImpossibleOnesRefused() {
        assertEquals("[0, 3]", GRID.atEpoch().keySet().toString());
        assertEquals(
                "at-epoch: {} — no time is given; try at-epoch: { 0: 16, 3: 32 }",
                assertThrows(SettingsException.class, () -> new ScheduleSettings(Map.of(), Map.of()))
                        .getMessage());
        assertEquals(
                "at-step: -1 — a time is at least 0",
                assertThrows(SettingsException.class, () -> new ScheduleSettings(Map.of(), Map.of(-1, 8)))
                        .getMessage());
        assertEquals(
                "at-epoch.2: -8 — a size is at least 0",
                assertThrows(SettingsException.class, () -> new ScheduleSettings(Map.of(2, -8), Map.of()))
                        .getMessage());
    }
}
