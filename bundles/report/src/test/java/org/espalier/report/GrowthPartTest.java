package org.espalier.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.espalier.report.draw.Scale;
import org.espalier.report.run.Lane;
import org.junit.jupiter.api.Test;

class GrowthPartTest {
    @Test
    void aBandIsAsThickAsTheDimIsLargeAndStepsWhereItGrew() {
        Scale x = Scale.linear(0, 100, 0, 1000);
        Scale y = Scale.linear(0, 12, 40, 28);
        List<Lane.Size> sizes =
                List.of(new Lane.Size(0, 4, null), new Lane.Size(30, 6, null), new Lane.Size(70, 12, null));
        String outline = GrowthPart.outline(sizes, x, y, 40).stream()
                .map(point -> Math.round(point[0]) + "," + Math.round(point[1]))
                .collect(Collectors.joining(" "));
        assertEquals("0,40 0,40 0,36 300,36 300,34 700,34 700,28 1000,28 1000,40", outline);
    }
}
