package org.espalier.data.vorticity;

import java.util.Arrays;

/**
 * Advances the vorticity of a two-dimensional incompressible flow, w_t + u·∇w = νΔw + f, on a periodic square: pseudo-spectral
 * in space, wave numbers of at least a third of the grid cut off on each axis against aliasing, fourth-order Runge–Kutta with
 * the viscous term as an exact integrating factor in time. The square moves with the mean flow.
 *
 * <p>State is the coefficients of w = Σ c_kl e^(2πi(kx + ly)/length), k = 0 to {@link #modes}, l = −modes to modes and for k =
 * 0 from 1, those of (−k, −l) being their conjugates: real parts, then imaginary ones, see {@link #at}. Holds tables and
 * scratch; one thread at a time.
 *
 * <p>With velocity (u, v), u = ψ_y, v = −ψ_x, Δψ = −w, advection is −u·∇w = ∂xy(u² − v²) + (∂yy − ∂xx)uv: two fields to a
 * transform, one there, one back. Sources: Basdevant: Technical improvements for direct numerical simulation of homogeneous
 * three-dimensional turbulence, 1983; Canuto and others: Spectral Methods in Fluid Dynamics, 1988, chapter 4.
 */
final class VorticitySolver {
    /** A step carries the fastest particle by the distance of two points; Runge–Kutta's limit for the waves kept is 1.3. */
    private static final double COURANT = 1;

    private final int grid;
    private final double length;
    private final double viscosity;
    private final Forcing forcing;
    private final int modes;
    private final int count;
    private final PlaneTransform transform;
    private final double[] fieldRe;
    private final double[] fieldIm;
    private final double[][] slope;
    private final double[] stage;
    private final double[] decay;
    private final double[] halfDecay;
    private final double[] axisDecay;
    private final double leastRate;

    /**
     * A solver.
     *
     * @param grid      points per axis, a power of two from 16 on
     * @param length    side of the square
     * @param viscosity ν, at least 0
     */
    VorticitySolver(int grid, double length, double viscosity, Forcing forcing) {
        this.grid = grid;
        this.length = length;
        this.viscosity = viscosity;
        this.forcing = forcing;
        this.modes = (grid - 1) / 3;
        this.count = (modes + 1) * (2 * modes + 1);
        this.transform = new PlaneTransform(grid);
        this.fieldRe = new double[grid * grid];
        this.fieldIm = new double[grid * grid];
        this.slope = new double[4][2 * count];
        this.stage = new double[2 * count];
        this.decay = new double[2 * count];
        this.halfDecay = new double[2 * count];
        this.axisDecay = new double[modes + 1];
        double wave = 2 * StrictMath.PI / length;
        double square = forcing.k() * forcing.k() + forcing.l() * forcing.l();
        // Twice the force's wave still moves with what drives it: a step is short beside its decay, or its balance
        // would be off.
        this.leastRate = 2 * viscosity * 4 * square * wave * wave;
    }

    /** The highest wave number kept on either axis: the largest below a third of the grid. */
    int modes() {
        return modes;
    }

    /** Numbers in a state. */
    int size() {
        return 2 * count;
    }

    /** Where the real part of a coefficient stands, k from 0, l from −modes; the imaginary part is half a state further. */
    int at(int k, int l) {
        return k * (2 * modes + 1) + modes + l;
    }

    /**
     * The first l that a state holds beside a k: of the waves along y those of positive l, as all others are their conjugates.
     */
    private int first(int k) {
        return k == 0 ? 1 : -modes;
    }

    /**
     * Advances a state in place, in equal steps for as long as the flow does not become faster. Ends early if the thread is
     * interrupted.
     *
     * @throws ArithmeticException if the flow does not stay finite
     */
    void advance(double[] w, double time) {
        double left = time;
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            double speed = slope(w, slope[0]);
            if (!Double.isFinite(speed)) {
                throw new ArithmeticException("the flow did not stay finite on a grid of " + grid + " points per axis");
            }
            double steps = Math.max(1, Math.ceil(left * Math.max(speed * grid / (COURANT * length), leastRate)));
            finishStep(w, left / steps);
            left = steps == 1 ? 0 : left - left / steps;
        }
    }

    /** Advances a state in place by one step. */
    void step(double[] w, double dt) {
        slope(w, slope[0]);
        finishStep(w, dt);
    }

    private void finishStep(double[] w, double dt) {
        decays(dt);
        for (int i = 0; i < stage.length; i++) {
            stage[i] = halfDecay[i] * (w[i] + 0.5 * dt * slope[0][i]);
        }
        slope(stage, slope[1]);
        for (int i = 0; i < stage.length; i++) {
            stage[i] = halfDecay[i] * w[i] + 0.5 * dt * slope[1][i];
        }
        slope(stage, slope[2]);
        for (int i = 0; i < stage.length; i++) {
            stage[i] = decay[i] * w[i] + dt * halfDecay[i] * slope[2][i];
        }
        slope(stage, slope[3]);
        for (int i = 0; i < stage.length; i++) {
            double middle = 2 * halfDecay[i] * (slope[1][i] + slope[2][i]);
            w[i] = decay[i] * w[i] + dt / 6 * (decay[i] * slope[0][i] + middle + slope[3][i]);
        }
    }

    private void decays(double dt) {
        double wave = 2 * StrictMath.PI / length;
        for (int k = 0; k <= modes; k++) {
            axisDecay[k] = StrictMath.exp(-viscosity * wave * wave * k * k * dt / 2);
        }
        for (int k = 0; k <= modes; k++) {
            for (int l = -modes; l <= modes; l++) {
                double half = axisDecay[k] * axisDecay[Math.abs(l)];
                int at = at(k, l);
                halfDecay[at] = half;
                halfDecay[count + at] = half;
                decay[at] = half * half;
                decay[count + at] = half * half;
            }
        }
    }

    /** Enstrophy at the highest tenth of wave numbers, as a share of all: what the grid cannot resolve piles up there. */
    double tail(double[] w) {
        double all = 0;
        double tail = 0;
        for (int k = 0; k <= modes; k++) {
            for (int l = first(k); l <= modes; l++) {
                double re = w[at(k, l)];
                double im = w[count + at(k, l)];
                double square = re * re + im * im;
                all += square;
                tail += 10 * Math.max(k, Math.abs(l)) > 9 * modes ? square : 0;
            }
        }
        return all == 0 ? 0 : tail / all;
    }

    /** Writes the vorticity at every point of the grid, x first. */
    void values(double[] w, double[] out) {
        clear();
        for (int k = 0; k <= modes; k++) {
            for (int l = first(k); l <= modes; l++) {
                put(k, l, w[at(k, l)], w[count + at(k, l)]);
                put(-k, -l, w[at(k, l)], -w[count + at(k, l)]);
            }
        }
        transform.inverse(fieldRe, fieldIm);
        System.arraycopy(fieldRe, 0, out, 0, out.length);
    }

    /**
     * Writes out = −u·∇w + f by coefficients.
     *
     * @return the highest |u| + |v| at a point; NaN if one is
     */
    double slope(double[] w, double[] out) {
        velocity(w);
        double speed = 0;
        for (int i = 0; i < fieldRe.length; i++) {
            double u = fieldRe[i];
            double v = fieldIm[i];
            speed = Math.max(speed, Math.abs(u) + Math.abs(v));
            fieldRe[i] = u * u - v * v;
            fieldIm[i] = u * v;
        }
        transform.forward(fieldRe, fieldIm);
        curl(out);
        out[at(forcing.k(), forcing.l())] += forcing.re();
        out[count + at(forcing.k(), forcing.l())] += forcing.im();
        return speed;
    }

    /** Writes the coefficients of ∂xy(u² − v²) + (∂yy − ∂xx)uv from those of u² − v² + i·uv. */
    private void curl(double[] out) {
        double wave = 2 * Math.PI / length;
        for (int k = 0; k <= modes; k++) {
            for (int l = first(k); l <= modes; l++) {
                int here = index(k, l);
                int there = index(-k, -l);
                // The field is p + iq of two real ones: p's coefficient is (c(k) + c̄(−k))/2 and q's (c(k) −
                // c̄(−k))/2i.
                double pRe = 0.5 * (fieldRe[here] + fieldRe[there]);
                double pIm = 0.5 * (fieldIm[here] - fieldIm[there]);
                double qRe = 0.5 * (fieldIm[here] + fieldIm[there]);
                double qIm = 0.5 * (fieldRe[there] - fieldRe[here]);
                double both = -wave * wave * k * l;
                double squares = wave * wave * (k * k - l * l);
                out[at(k, l)] = both * pRe + squares * qRe;
                out[count + at(k, l)] = both * pIm + squares * qIm;
            }
        }
    }

    /** Leaves the velocity at every point: u in the real part of the field, v in the imaginary one. */
    private void velocity(double[] w) {
        clear();
        double wave = 2 * Math.PI / length;
        for (int k = 0; k <= modes; k++) {
            for (int l = first(k); l <= modes; l++) {
                // Of u + iv: (k + il)·c/|k|², and at (−k, −l) the same of −c̄.
                double re = w[at(k, l)] / (wave * (k * k + l * l));
                double im = w[count + at(k, l)] / (wave * (k * k + l * l));
                put(k, l, k * re - l * im, k * im + l * re);
                put(-k, -l, -k * re - l * im, k * im - l * re);
            }
        }
        transform.inverse(fieldRe, fieldIm);
    }

    private void clear() {
        Arrays.fill(fieldRe, 0);
        Arrays.fill(fieldIm, 0);
    }

    private void put(int k, int l, double re, double im) {
        fieldRe[index(k, l)] = re;
        fieldIm[index(k, l)] = im;
    }

    private int index(int k, int l) {
        return (k & (grid - 1)) * grid + (l & (grid - 1));
    }
}
