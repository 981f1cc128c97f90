package org.espalier.data.vorticity;

/**
 * A flow on a periodic square.
 *
 * @param length    side of the square
 * @param viscosity ν
 * @param forcing   what drives it
 * @param grid      points per axis that resolve it, a power of two from 64 on
 */
record Flow(double length, double viscosity, Forcing forcing, int grid) {
    /** The coarsest grid, which resolves the start. */
    private static final int FEWEST = 64;

    /** The flow of Li and others on the unit square: 0.8/√ν points per axis, some four for the width of the finest filaments. */
    static Flow diagonal(double viscosity) {
        return new Flow(1, viscosity, Forcing.DIAGONAL, grid(0.8 / Math.sqrt(viscosity)));
    }

    /** Kolmogorov's on the square of side 2π, ν = 1/reynolds: 12·√reynolds points per axis. */
    static Flow kolmogorov(double reynolds, int waves) {
        return new Flow(2 * StrictMath.PI, 1 / reynolds, Forcing.kolmogorov(waves), grid(12 * Math.sqrt(reynolds)));
    }

    private static int grid(double least) {
        int grid = FEWEST;
        while (grid < least) {
            grid *= 2;
        }
        return grid;
    }

    /** The same on a grid of at least so many points. */
    Flow stored(int points) {
        return new Flow(length, viscosity, forcing, Math.max(grid, points));
    }

    VorticitySolver solver() {
        return new VorticitySolver(grid, length, viscosity, forcing);
    }
}
