package org.espalier.models.mlp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Role;
import org.espalier.api.growth.Spectrum;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.layers.Activation;
import org.espalier.models.mlp.MlpSettings.Variant;
import org.junit.jupiter.api.Test;

class MlpModelTest {
    private static final MlpSettings PLAIN = MlpRig.settings(Variant.PLAIN, Activation.RELU, List.of(8, 5), 0);
    private static final MlpSettings RESIDUAL = MlpRig.settings(Variant.RESIDUAL, Activation.RELU, List.of(8, 5), 6);
    private static final Shapes SHAPES = Shapes.of(10, new int[] {2}, new int[] {3});
    private final Mlp model = new Mlp();

    private static Dims with(Dims dims, String name, int size) {
        return dims.with(dims.get(name).withSize(size));
    }

    @Test
    void everyHiddenLayerHasAWidthAndThereIsADepth() {
        Dims dims = model.dims(PLAIN);
        assertEquals(List.of("depth", "hidden0.width", "hidden1.width"), dims.names());
        assertEquals(DimKind.DEPTH, dims.get("depth").kind());
        assertEquals(8, dims.get("depth").limit());
        Dim width = dims.get("hidden0.width");
        assertEquals(DimKind.WIDTH, width.kind());
        assertEquals(64, width.limit());
        assertEquals(Spectrum.shells("hidden0.weight"), width.spectrum());
        assertEquals(
                List.of("depth", "stream.width", "hidden0.width", "hidden1.width"),
                model.dims(RESIDUAL).names());
        assertEquals(6, model.dims(RESIDUAL).size("stream.width"));
    }

    @Test
    void depthBringsDimsAndParametersAsWideAsTheLayerBefore() {
        Dims dims = with(with(model.dims(PLAIN), "hidden1.width", 7), "depth", 4);
        Dims deep = model.complete(PLAIN, dims, SHAPES);
        assertEquals(7, deep.size("hidden2.width"));
        assertEquals(7, deep.size("hidden3.width"));
        Layout layout = model.layout(PLAIN, deep, SHAPES);
        assertArrayEquals(new int[] {7, 7}, layout.get("hidden3.weight").shape());
        assertEquals(Init.identity(), layout.get("hidden3.weight").appended());
        assertEquals(Init.zero(), layout.get("hidden3.bias").appended());
        assertTrue(layout.get("out.weight").binds("hidden3.width"));
        Dims shallow = model.complete(PLAIN, with(deep, "depth", 1), SHAPES);
        assertEquals(List.of("depth", "hidden0.width"), shallow.names());
        assertTrue(model.layout(PLAIN, shallow, SHAPES).find("hidden1.weight").isEmpty());
    }

    @Test
    void theLayoutIsAFunctionOfSizesAlone() {
        for (MlpSettings settings : List.of(PLAIN, RESIDUAL)) {
            Dims dims = model.complete(settings, with(model.dims(settings), "depth", 3), SHAPES);
            Layout once = model.layout(settings, dims, SHAPES);
            Shapes other = Shapes.of(77, SHAPES.input(), SHAPES.target());
            assertEquals(once, new Mlp().layout(settings, model.complete(settings, dims, other), other));
        }
    }

    @Test
    void rolesSayWhatMayBeRemapped() {
        Layout plain = model.layout(PLAIN, model.dims(PLAIN), SHAPES);
        assertRoles(plain, "hidden1.weight", Role.CONSUMES, Role.PRODUCES);
        assertRoles(plain, "hidden1.bias", Role.NORM);
        assertRoles(plain, "out.weight", Role.CONSUMES, Role.PRODUCES);
        Layout residual = model.layout(RESIDUAL, model.dims(RESIDUAL), SHAPES);
        assertRoles(residual, "in.weight", Role.CONSUMES, Role.SHARED);
        assertRoles(residual, "hidden1.weight", Role.SHARED, Role.PRODUCES);
        assertRoles(residual, "hidden1.end.weight", Role.CONSUMES, Role.BRANCH_END);
        assertRoles(residual, "out.weight", Role.SHARED, Role.PRODUCES);
        assertEquals(Init.zero(), residual.get("hidden1.end.weight").appended());
        assertEquals(Init.zero(), residual.get("hidden1.end.bias").appended());
    }

    private static void assertRoles(Layout layout, String name, Role... roles) {
        assertEquals(
                List.of(roles),
                layout.get(name).axes().stream().map(a -> a.role()).toList(),
                name);
    }

    /** For every width: each parameter that binds it either makes the new units, or is silent along them. */
    @Test
    void whateverHearsNewUnitsIsSilentAlongThem() {
        for (MlpSettings settings : List.of(PLAIN, RESIDUAL)) {
            Layout layout = model.layout(settings, model.dims(settings), SHAPES);
            for (Parameter parameter : layout.parameters()) {
                boolean matrix = parameter.axes().size() == 2;
                Role heard = parameter.axes().get(0).role();
                boolean first = parameter.name().equals("in.weight");
                assertEquals(matrix && !first ? Set.of(heard) : Set.of(), parameter.silent(), parameter.name());
                assertFalse(parameter.silent().contains(Role.PRODUCES), parameter.name());
            }
        }
    }

    @Test
    void integerTargetsTakeTheirClassesFromTheSettings() {
        MlpSettings classes =
                new MlpSettings(Variant.PLAIN, Activation.RELU, 4, List.of(), 2, 64, 8, 0, 10, Optional.empty());
        Shapes labels = Shapes.of(5, new int[] {2}, new int[] {1});
        assertArrayEquals(new int[] {10}, model.outputShape(classes, model.dims(classes), labels));
        assertArrayEquals(new int[] {3}, model.outputShape(PLAIN, model.dims(PLAIN), SHAPES));
        assertArrayEquals(
                new int[] {4, 10},
                model.layout(classes, model.dims(classes), labels)
                        .get("out.weight")
                        .shape());
    }

    @Test
    void costCountsEveryWeightOncePerSample() {
        Cost plain = model.cost(PLAIN, model.dims(PLAIN), SHAPES);
        assertEquals(Map.of("hidden0", 10L * 16, "hidden1", 10L * 40, "out", 10L * 15), plain.multiplyAdds());
        assertEquals(4L * 10 * (2 + 16 + 10), plain.activationBytes());
        Cost residual = model.cost(RESIDUAL, model.dims(RESIDUAL), SHAPES);
        assertEquals(10L * 48, residual.multiplyAdds().get("hidden0.end"));
        assertEquals(4L * 10 * (2 + (12 + 16) + (12 + 10) + 12), residual.activationBytes());
    }

    @Test
    void sizesThatContradictOneAnotherAreRefusedByName() {
        refused(
                "depth: 9",
                () -> new MlpSettings(Variant.PLAIN, Activation.RELU, 4, List.of(), 9, 64, 8, 0, 0, Optional.empty()));
        refused(
                "width: 65",
                () -> new MlpSettings(Variant.PLAIN, Activation.RELU, 65, List.of(), 2, 64, 8, 0, 0, Optional.empty()));
        refused(
                "widths: [3]",
                () -> new MlpSettings(Variant.PLAIN, Activation.RELU, 4, List.of(3), 2, 64, 8, 0, 0, Optional.empty()));
        refused("widths: 99", () -> MlpRig.settings(Variant.PLAIN, Activation.RELU, List.of(3, 99), 0));
        refused("stream: 6", () -> MlpRig.settings(Variant.PLAIN, Activation.RELU, List.of(3), 6));
        refused("stream: 65", () -> MlpRig.settings(Variant.RESIDUAL, Activation.RELU, List.of(3), 65));
        refused("hidden0.width: 0", () -> model.complete(PLAIN, with(model.dims(PLAIN), "hidden0.width", 0), SHAPES));
        Shapes nothing = Shapes.of(2, new int[] {0}, new int[] {1});
        refused("model.type: mlp", () -> model.complete(PLAIN, model.dims(PLAIN), nothing));
    }

    private static void refused(String begins, Runnable attempt) {
        SettingsException refusal = assertThrows(SettingsException.class, attempt::run);
        assertTrue(refusal.getMessage().startsWith(begins), refusal.getMessage());
    }
}
