package org.espalier.benchmarks.theory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.espalier.benchmarks.plot.Plot;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.DivergedException;

/**
 * The rank of what deep linear nets learn, as plots of docs/inrank.md: closed forms beside training, the staircase of three matrices, and births
 * from which it is not low.
 *
 * <p>With T = P·S·Qᵀ and W₁ = a·P·Rᵀ, W₂ = a·R·Qᵀ, whatever the orthogonal R, every direction of T is learned by itself, u' = 2u(s − u) from
 * u = a² (Saxe, McClelland, Ganguli, arXiv 1312.6120).
 */
public final class Theory {
    private static final int N = 32;
    private static final double[] STRENGTHS = {10, 7, 5, 3.5, 2.5, 1.8};
    private static final double SMALL = 0.01;
    private static final Square P = Square.orthogonal(N, "p");
    private static final Square Q = Square.orthogonal(N, "q");
    private static final Square R = Square.orthogonal(N, "r");
    private static final Square TARGET = P.times(Square.diagonal(N, STRENGTHS)).times(Q.transposed());

    private final Path folder;

    private Theory(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the plots and prints what is in them.
     *
     * @param folder for trajectory.svg, staircase.svg and not-low-rank.svg
     * @return whether training keeps to the closed forms, and ranks are low and high where they should be
     */
    public static boolean run(Path folder) throws IOException, PluginFaultException, DivergedException {
        Files.createDirectories(folder);
        Theory theory = new Theory(folder);
        return theory.trajectory() & theory.staircase() & theory.births();
    }

    private static double closedForm(double s, double time) {
        double grown = Math.exp(2 * s * time);
        return s * grown / (grown - 1 + s / (SMALL * SMALL));
    }

    private static double halfTime(double s) {
        return Math.log(s / (SMALL * SMALL) - 1) / (2 * s);
    }

    private boolean trajectory() throws IOException, PluginFaultException, DivergedException {
        List<Square> born = List.of(
                P.times(R.transposed()).times(SMALL), R.times(Q.transposed()).times(SMALL));
        double end = 3.2;
        Course course;
        try (LinearNet net = new LinearNet(TARGET, 1e-3, born)) {
            course = Course.of(net, 0.01, end);
        }
        Plot.write(
                folder.resolve("trajectory.svg"),
                "Two matrices: closed form (lines), training (dots), half-times",
                "time",
                "singular values of the cumulative update",
                end,
                11,
                plot -> trajectory(plot, course));
        return judge(course);
    }

    private static void trajectory(Plot plot, Course course) {
        for (int k = 0; k < STRENGTHS.length; k++) {
            double s = STRENGTHS[k];
            String colour = "c" + k;
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < course.looks(); i++) {
                points.add(new double[] {course.times()[i], closedForm(s, course.times()[i]) - SMALL * SMALL});
                if (i % 10 == 9) {
                    plot.dot(course.times()[i], course.at(i, k), colour);
                }
            }
            plot.curve(points, colour);
            plot.moment(halfTime(s), s / 2, colour);
            plot.label(
                    s, String.format(Locale.ROOT, "s = %s", Double.toString(s).replace(".0", "")));
        }
    }

    /** Acceptance: 2 % of each strength, 3 % of each half-time, the strongest first. */
    private static boolean judge(Course course) {
        System.out.println("| direction | half-time, closed form | measured | largest deviation, of its strength |");
        System.out.println("|---|---|---|---|");
        boolean held = true;
        double last = 0;
        for (int k = 0; k < STRENGTHS.length; k++) {
            double s = STRENGTHS[k];
            double worst = 0;
            for (int i = 0; i < course.looks(); i++) {
                double expected = closedForm(s, course.times()[i]) - SMALL * SMALL;
                worst = Math.max(worst, Math.abs(course.at(i, k) - expected) / s);
            }
            double half = course.when(k, s / 2 - SMALL * SMALL);
            held &= worst <= 0.02 && Math.abs(half / halfTime(s) - 1) <= 0.03 && half > last;
            last = half;
            System.out.printf(Locale.ROOT, "| %.1f | %.3f | %.3f | %.2f %% |%n", s, halfTime(s), half, 100 * worst);
        }
        return told("aligned, a = 0.01: deviations ≤ 2 %, half-times within 3 %, strongest first", held);
    }

    private boolean staircase() throws IOException, PluginFaultException, DivergedException {
        double end = 80;
        Course course;
        try (LinearNet net = new LinearNet(TARGET, 2e-3, drawn(SMALL, 3))) {
            course = Course.of(net, 0.1, end);
        }
        int first = course.first(STRENGTHS[0] / 2);
        Plot.write(
                folder.resolve("staircase.svg"),
                "Three matrices: one direction after another",
                "time",
                "effective rank of the cumulative update (line), directions above 0.5 (dots)",
                end,
                7,
                plot -> {
                    plot.curve(effective(course, first), "c0");
                    for (int i = first; i < course.looks(); i += 8) {
                        plot.dot(course.times()[i], course.above(i, 0.05 * STRENGTHS[0]), "c1");
                    }
                    plot.level(STRENGTHS.length, "quiet");
                    plot.label(STRENGTHS.length, "rank of the target");
                });
        boolean held = first < course.looks();
        for (int steps = 1; steps <= 2; steps++) {
            List<Double> plateau = new ArrayList<>();
            for (int i = first; i < course.looks(); i++) {
                if (course.above(i, 0.05 * STRENGTHS[0]) == steps) {
                    plateau.add(course.effectiveRank(i));
                }
            }
            double middle = plateau.isEmpty() ? Double.NaN : plateau.get(plateau.size() / 2);
            System.out.printf(Locale.ROOT, "%nstep %d of the staircase: effective rank %.3f%n", steps, middle);
            held &= Math.abs(middle - steps) <= 0.2;
        }
        return told("three matrices, a = 0.01: effective rank within 0.2 of 1, then of 2", held);
    }

    /** Effective ranks from a look on, as points over time. */
    private static List<double[]> effective(Course course, int first) {
        return IntStream.range(first, course.looks())
                .mapToObj(i -> new double[] {course.times()[i], course.effectiveRank(i)})
                .toList();
    }

    private static List<Square> drawn(double a, int matrices) {
        return IntStream.range(0, matrices)
                .mapToObj(i -> Square.orthogonal(N, "born " + i).times(a))
                .toList();
    }

    private boolean births() throws IOException, PluginFaultException, DivergedException {
        double end = 5;
        double[] scales = {0.01, 0.1, 1};
        List<Course> courses = new ArrayList<>();
        boolean held = true;
        for (double a : scales) {
            try (LinearNet net = new LinearNet(TARGET, 1e-3, drawn(a, 2))) {
                courses.add(Course.of(net, 0.05, end));
            }
            Course course = courses.get(courses.size() - 1);
            double[] ranks = effective(course, course.first(STRENGTHS[0] / 2)).stream()
                    .mapToDouble(point -> point[1])
                    .sorted()
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%ntwo matrices, a = %s: effective rank %.1f to %.1f",
                    a,
                    ranks[0],
                    ranks[ranks.length - 1]);
            held &= a < 1 ? ranks[ranks.length - 1] <= STRENGTHS.length : ranks[0] > 1.5 * STRENGTHS.length;
        }
        Plot.write(
                folder.resolve("not-low-rank.svg"),
                "Two matrices, orthogonal births of scale a that know nothing of the target",
                "time",
                "effective rank of the cumulative update",
                end,
                22,
                plot -> {
                    for (int c = 0; c < scales.length; c++) {
                        List<double[]> ranks =
                                effective(courses.get(c), courses.get(c).first(STRENGTHS[0] / 2));
                        plot.curve(ranks, "c" + c);
                        // The two small ones end in one place.
                        double nudge = c == 0 ? -1.1 : 0;
                        plot.label(ranks.get(ranks.size() - 1)[1] + nudge, "a = " + (scales[c] == 1 ? "1" : scales[c]));
                    }
                    plot.level(STRENGTHS.length, "quiet");
                    plot.label(STRENGTHS.length + 0.6, "rank of the target");
                });
        System.out.println();
        return told("small births: at most the target's rank of 6; unit birth: always above 9", held);
    }

    private static boolean told(String what, boolean held) {
        System.out.println("\n" + what + ": " + (held ? "holds" : "MISSED"));
        return held;
    }
}
