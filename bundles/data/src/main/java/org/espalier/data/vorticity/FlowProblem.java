package org.espalier.data.vorticity;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.data.generated.Problem;

/**
 * A flow's vorticity some time later: inputs and targets are consecutive looks at one flow. Sample point (i, j) is (x, y) = (i,
 * j)/points.
 */
final class FlowProblem implements Problem {
    /** Raised whenever the same settings give other samples. */
    private static final int VERSION = 1;

    /** Resolved flows stay far below. */
    private static final double MOST_TAIL = 5e-3;

    private final String name;
    private final String equation;
    private final Flow flow;
    private final Course course;
    private final int points;

    /**
     * @param equation for the card
     * @param points   points per axis to store, a power of two, at most those of the flow's grid
     */
    FlowProblem(String name, String equation, Flow flow, Course course, int points) {
        this.name = name;
        this.equation = equation;
        this.flow = flow;
        this.course = course;
        this.points = points;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String doing() {
        return "solving for the flow";
    }

    @Override
    public SortedMap<String, String> facts() {
        return new TreeMap<>(Map.of(
                "version",
                Integer.toString(VERSION),
                "equation",
                equation,
                "start",
                VorticityField.LAW,
                "nu",
                Double.toString(flow.viscosity()),
                "times",
                course.pairs() + " pairs from time " + course.after() + " on, " + course.interval() + " apart",
                "solver",
                "pseudo-spectral with 2/3 de-aliasing, integrating-factor Runge-Kutta of order 4, Courant number 1",
                "grid",
                Integer.toString(flow.grid())));
    }

    @Override
    public int points() {
        return points;
    }

    @Override
    public int axes() {
        return 2;
    }

    @Override
    public int perDraw() {
        return course.pairs();
    }

    @Override
    public Solver solver() {
        VorticitySolver solver = flow.solver();
        double[] state = new double[solver.size()];
        double[] values = new double[flow.grid() * flow.grid()];
        return (draws, input, target, at) -> {
            VorticityField.draw(draws, solver, flow.length(), state);
            solver.advance(state, course.after());
            solver.values(state, values);
            int size = points * points;
            int end = Math.min(input.length, at + course.pairs() * size);
            for (int to = at; to < end && !Thread.currentThread().isInterrupted(); to += size) {
                store(values, input, to);
                solver.advance(state, course.interval());
                requireResolved(solver.tail(state));
                solver.values(state, values);
                store(values, target, to);
            }
        };
    }

    private void requireResolved(double tail) {
        if (tail > MOST_TAIL) {
            throw new ArithmeticException("the flow has finer scales than a grid of " + flow.grid()
                    + " points per axis resolves; ask for more viscosity, or for an earlier time");
        }
    }

    private void store(double[] values, float[] into, int at) {
        int stride = flow.grid() / points;
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                into[at + i * points + j] = (float) values[i * stride * flow.grid() + j * stride];
            }
        }
    }
}
