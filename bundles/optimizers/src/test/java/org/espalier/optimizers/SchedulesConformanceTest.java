package org.espalier.optimizers;

import java.util.List;
import org.espalier.api.optimize.Schedule;
import org.espalier.testkit.optimize.ScheduleConformance;
import org.junit.jupiter.api.Nested;

class SchedulesConformanceTest {
    @Nested
    class OfConstant extends ScheduleConformance<ConstantSchedule.Settings> {
        @Override
        protected Schedule<ConstantSchedule.Settings> plugin() {
            return new ConstantSchedule();
        }

        @Override
        protected List<ConstantSchedule.Settings> settings() {
            return List.of(new ConstantSchedule.Settings());
        }
    }

    @Nested
    class OfStep extends ScheduleConformance<StepSchedule.Settings> {
        @Override
        protected Schedule<StepSchedule.Settings> plugin() {
            return new StepSchedule();
        }

        @Override
        protected List<StepSchedule.Settings> settings() {
            return List.of(new StepSchedule.Settings(3, 0.1), new StepSchedule.Settings(1, 0.5));
        }
    }

    @Nested
    class OfCosine extends ScheduleConformance<CosineSchedule.Settings> {
        @Override
        protected Schedule<CosineSchedule.Settings> plugin() {
            return new CosineSchedule();
        }

        @Override
        protected List<CosineSchedule.Settings> settings() {
            return List.of(new CosineSchedule.Settings(0, 0), new CosineSchedule.Settings(0.1, 10));
        }
    }

    @Nested
    class OfPlateau extends ScheduleConformance<PlateauSchedule.Settings> {
        @Override
        protected Schedule<PlateauSchedule.Settings> plugin() {
            return new PlateauSchedule();
        }

        @Override
        protected List<PlateauSchedule.Settings> settings() {
            return List.of(
                    new PlateauSchedule.Settings(1, 0.5, 1e-3, 1e-4), new PlateauSchedule.Settings(2, 0.1, 0, 0));
        }
    }
}
