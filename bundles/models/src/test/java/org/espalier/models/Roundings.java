package org.espalier.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.testkit.model.ModelRig;
import org.espalier.testkit.model.NamedTensors;
import org.espalier.testkit.model.RecordedPass;

/** What a pass that rounds shows of a model whose stages otherwise go on without waiting for one another. */
public final class Roundings {
    private Roundings() {}

    /** Somebody who rounds sees these tensors in this order, and leaves every gradient as it is if he changes none of them. */
    public static void assertSeen(ModelRig<?> rig, String... tensors) {
        NamedTensors fused = rig.gradients(RecordedPass.ofTraining());
        RecordedPass rounding = RecordedPass.ofTraining().rounding();
        NamedTensors apart = rig.gradients(rounding);
        for (String name : fused.names()) {
            assertArrayEquals(fused.values(name), apart.values(name), name);
        }
        assertEquals(List.of(tensors), rounding.rounded());
    }
}
