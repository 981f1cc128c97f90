package org.espalier.data.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.api.plugin.RandomStream;
import org.junit.jupiter.api.Test;

class RasterTest {
    private static double total(Raster raster, int size) {
        double total = 0;
        for (int pixel = 0; pixel < size * size; pixel++) total += raster.ink(pixel);
        return total;
    }

    @Test
    void aLineLeavesAsMuchInkAsItsAreaWhereverItLies() {
        Raster raster = new Raster(32);
        RandomStream random = RandomStream.of(1, "lines");
        for (int line = 0; line < 200; line++) {
            RandomStream draws = random.at(line);
            double x0 = 6 + 20 * draws.uniform(0);
            double y0 = 6 + 20 * draws.uniform(1);
            double x1 = 6 + 20 * draws.uniform(2);
            double y1 = 6 + 20 * draws.uniform(3);
            double radius = 0.8 + 2 * draws.uniform(4);
            raster.clear();
            raster.line(x0, y0, x1, y1, radius);
            double area = 2 * radius * Math.hypot(x1 - x0, y1 - y0) + Math.PI * radius * radius;
            assertEquals(area, total(raster, 32), 0.02 * area + 0.4);
        }
    }

    @Test
    void aLineDrawnTwiceOrInPiecesLeavesTheSameInk() {
        Raster whole = new Raster(16);
        whole.line(2, 3, 12, 9, 1);
        Raster pieces = new Raster(16);
        for (int piece = 9; piece >= 0; piece--) {
            pieces.line(2 + piece, 3 + 0.6 * piece, 3 + piece, 3.6 + 0.6 * piece, 1);
            pieces.line(2 + piece, 3 + 0.6 * piece, 3 + piece, 3.6 + 0.6 * piece, 1);
        }
        for (int pixel = 0; pixel < 256; pixel++) assertEquals(whole.ink(pixel), pieces.ink(pixel), 1e-6);
    }

    @Test
    void whatLiesBeyondTheEdgeIsCutOff() {
        Raster raster = new Raster(8);
        raster.line(-40, 3, 60, 4, 1.5);
        raster.line(-10, -10, -3, -20, 2);
        raster.line(30, 30, 90, 31, 2);
        assertEquals(24, total(raster, 8), 0.5);
        raster.clear();
        assertEquals(0, total(raster, 8));
    }

    @Test
    void aWarpIsSmoothAndOfItsSize() {
        Warp warp = new Warp();
        RandomStream random = RandomStream.of(2, "warps");
        double squares = 0;
        for (int draw = 0; draw < 400; draw++) {
            warp.draw(random.at(draw), 0.1);
            warp.move(0.3, -0.2);
            double x = warp.x();
            squares += (x - 0.3) * (x - 0.3) / 400;
            warp.move(0.3001, -0.2);
            assertEquals(x, warp.x(), 3e-4);
            // From one span of the spline to the next.
            warp.move(-0.25 - 1e-9, 0.1);
            double before = warp.y();
            warp.move(-0.25 + 1e-9, 0.1);
            assertEquals(before, warp.y(), 1e-8);
        }
        // The spline averages over grid points, so a place moves by less than they do.
        assertTrue(Math.sqrt(squares) > 0.03 && Math.sqrt(squares) < 0.08, "" + Math.sqrt(squares));
        warp.draw(random, 0);
        warp.move(0.1, 0.2);
        assertEquals(0.1, warp.x());
        assertEquals(0.2, warp.y());
    }
}
