package org.espalier.host.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.host.growth.Taps;
import org.espalier.host.numbers.Precision;
import org.espalier.host.weights.Ages;
import org.espalier.host.weights.NativeFloats;
import org.espalier.host.weights.Revision;
import org.espalier.host.weights.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PassesTest {
    private final Passes passes = new Passes(1, Precision.float32(), new WorkerTeam("passes", 1));
    private final NativeFloats wide = NativeFloats.zeros(2, 3);
    private final Revision revision = Revision.make(
            0,
            Dims.of(),
            Layout.of(
                    Parameter.statistic("mean", Init.zero(), Axis.fixed(Role.NORM, 2)),
                    Parameter.trained("w", Init.zero(), Axis.fixed(Role.NORM, 2))),
            p -> new Tensor(p, new float[2], new float[0][], Ages.bornAt(p, 0), new double[0]));

    @AfterEach
    void close() {
        revision.close();
        wide.close();
    }

    @Test
    void statisticsAreWrittenWhenTheStepIsCommittedAndViewsAreUnderstood() {
        wide.cursor().put(new float[] {1, 2, 3, 4, 5, 6}, 0, 6);
        Passes.HostedPass pass = passes.training(0, revision, Taps.NONE);
        pass.statistic("mean", wide.array().get(NDArrayIndex.all(), NDArrayIndex.point(1)));
        assertArrayEquals(new float[] {0, 0}, revision.tensor("mean").values());
        pass.commit();
        assertArrayEquals(new float[] {2, 5}, revision.tensor("mean").values());
    }

    @Test
    void whatAStepThatWasNotCommittedSaidIsForgotten() {
        wide.cursor().put(new float[] {1, 2, 3, 4, 5, 6}, 0, 6);
        passes.training(0, revision, Taps.NONE)
                .statistic("mean", wide.array().get(NDArrayIndex.all(), NDArrayIndex.point(0)));
        passes.training(1, revision, Taps.NONE).commit();
        assertArrayEquals(new float[] {0, 0}, revision.tensor("mean").values());
    }

    @Test
    void evaluationWritesNoStatistics() {
        passes.evaluation().statistic("mean", wide.array());
        passes.training(0, revision, Taps.NONE).commit();
        assertArrayEquals(new float[] {0, 0}, revision.tensor("mean").values());
    }

    @Test
    void onlyStatisticsOfTheirSizeAreTaken() {
        Passes.HostedPass pass = passes.training(0, revision, Taps.NONE);
        assertThrows(IllegalArgumentException.class, () -> pass.statistic("mean", wide.array()));
        assertThrows(
                IllegalArgumentException.class,
                () -> pass.statistic("w", wide.array().get(NDArrayIndex.all(), NDArrayIndex.point(0))));
    }

    @Test
    void evaluationWantsNoTap() {
        assertFalse(passes.evaluation().wants("hidden.read"));
        passes.evaluation().tap("hidden.read", wide.array());
    }
}
