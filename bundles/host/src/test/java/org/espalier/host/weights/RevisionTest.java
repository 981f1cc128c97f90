package org.espalier.host.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.espalier.api.growth.Axis;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.junit.jupiter.api.Test;

class RevisionTest {
    private static final Layout LAYOUT = Layout.of(parameter("a", 3), parameter("b", 5), parameter("c", 0));

    private static Parameter parameter(String name, int size) {
        return Parameter.trained(name, Init.zero(), Axis.fixed(Role.NORM, size));
    }

    private static Tensor tensor(Parameter parameter) {
        return new Tensor(
                parameter, new float[parameter.length()], new float[0][], Ages.bornAt(parameter, 0), new double[0]);
    }

    @Test
    void whatWasMadeBeforeAFailureIsFreedAndWhatIsSharedStays() {
        long before = NativeFloats.held();
        Revision now = Revision.make(0, Dims.of(), LAYOUT, RevisionTest::tensor);
        long held = NativeFloats.held();
        assertThrows(
                IllegalStateException.class,
                () -> Revision.make(
                        1,
                        Dims.of(),
                        LAYOUT,
                        parameter -> {
                            if (parameter.name().equals("c")) {
                                throw new IllegalStateException("no");
                            }
                            return parameter.name().equals("a") ? now.tensor("a") : tensor(parameter);
                        },
                        now));
        assertEquals(held, NativeFloats.held());
        assertArrayEquals(new float[3], now.tensor("a").lastGradient());
        now.close();
        now.close();
        assertEquals(before, NativeFloats.held());
    }

    @Test
    void aRevisionGivesTheSameObjectsForLife() {
        Revision revision = Revision.make(0, Dims.of(), LAYOUT, RevisionTest::tensor);
        assertSame(revision.weights(), revision.weights());
        assertSame(revision.weights().get("a"), revision.weights().get("a"));
        assertSame(revision.gradients().get("b"), revision.gradients().get("b"));
        revision.close();
    }
}
