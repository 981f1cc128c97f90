package org.espalier.shell.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunEvent.DimSize;

/** Where a run stands, gathered from its events. Confined to one thread. */
final class RunProgress {
    private final String id;
    private long epoch;
    private long epochs;
    private long steps;
    private int axes;
    private double loss = Double.NaN;
    private double heldOut = Double.NaN;
    private double speed = Double.NaN;
    private double left = Double.NaN;
    private long parameters;
    private List<DimSize> dims = List.of();
    private Map<String, Double> figures = Map.of();

    RunProgress(String id) {
        this.id = id;
    }

    /** Whether a dim is the grid's number of points. */
    static boolean isResolution(DimSize dim) {
        return dim.kind().toUpperCase(Locale.ROOT).equals("RESOLUTION");
    }

    void on(RunEvent event) {
        if (event instanceof RunEvent.Began began) {
            epochs = began.epochs();
            steps = began.steps();
            epoch = steps == 0 ? 0 : Math.min(epochs, 1 + began.step() * epochs / steps);
            axes = began.axes();
            parameters = began.parameters();
            dims = began.dims();
        } else if (event instanceof RunEvent.Stepped stepped) {
            epoch = stepped.epoch();
            loss = stepped.loss();
            speed = stepped.stepsPerSecond();
            left = stepped.secondsLeft();
        } else if (event instanceof RunEvent.Epoch done) {
            epoch = done.epoch();
            loss = done.trainLoss();
            heldOut = done.heldOut();
            figures = done.figures();
            parameters = done.parameters();
            dims = done.dims();
        } else if (event instanceof RunEvent.Grown grown) {
            parameters = grown.parameters();
            dims = grown.dims();
        }
    }

    /** The line of figures, without the run's name: {@code epoch 7/12  loss .041  …  0:14 left}. */
    String figures(Glyphs glyphs) {
        List<String> parts = new ArrayList<>();
        parts.add("epoch " + epoch + "/" + epochs);
        if (!Double.isNaN(loss)) parts.add("loss " + Numbers.brief(loss));
        if (!Double.isNaN(heldOut)) parts.add("held-out " + Numbers.brief(heldOut));
        figures.forEach((name, mean) -> {
            if (!mean.isNaN()) parts.add(Lines.oneLine(name) + " " + Numbers.brief(mean));
        });
        dims.stream()
                .filter(RunProgress::isResolution)
                .forEach(dim -> parts.add(Numbers.resolution(dim.size(), axes, glyphs)));
        if (parameters > 0) parts.add(Numbers.count(parameters) + " params");
        if (!Double.isNaN(speed)) parts.add(Numbers.speed(speed));
        if (!Double.isNaN(left)) parts.add(Numbers.clock(left) + " left");
        return String.join("  ", parts);
    }

    long epoch() {
        return epoch;
    }

    double loss() {
        return loss;
    }

    double heldOut() {
        return heldOut;
    }

    String id() {
        return id;
    }

    long steps() {
        return steps;
    }

    long epochs() {
        return epochs;
    }

    long parameters() {
        return parameters;
    }

    int axes() {
        return axes;
    }

    List<DimSize> dims() {
        return dims;
    }
}
