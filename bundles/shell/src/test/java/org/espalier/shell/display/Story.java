package org.espalier.shell.display;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RunEvent;
import org.espalier.api.run.RunEvent.DimSize;
import org.espalier.api.run.RunResult;
import org.espalier.api.run.RunStatus;

/** The events of a short made-up run. */
public final class Story {
    private Story() {}

    /** Modes of four layers and a resolution. */
    public static List<DimSize> dims(int resolution, int... modes) {
        List<DimSize> dims = new ArrayList<>();
        for (int i = 0; i < modes.length; i++) dims.add(new DimSize("layer" + i + ".modes", "MODES", modes[i], 12));
        dims.add(new DimSize("resolution", "RESOLUTION", resolution, 32));
        return dims;
    }

    /** From preparation to the first growth. */
    public static List<RunEvent> beginning() {
        return List.of(
                new RunEvent.Preparing("generating train", 0, 800),
                new RunEvent.Preparing("generating train", 412, 800),
                new RunEvent.Preparing("generating train", 420, 800),
                new RunEvent.Preparing("generating train", 800, 800),
                new RunEvent.Began("darcy/1", Path.of("runs/darcy/1"), 0, 480, 12, 2, 61234, dims(16, 4, 4, 5, 7)),
                new RunEvent.Stepped(20, 1, .31, 38.2, 14.2),
                new RunEvent.Epoch(1, .2841, .3127, 61234, dims(16, 4, 4, 5, 7)),
                growth());
    }

    /** What a run in its middle tells whoever comes late. */
    public static List<RunEvent> standing() {
        return List.of(
                new RunEvent.Began("darcy/1", Path.of("runs/darcy/1"), 240, 480, 12, 2, 70234, dims(16, 6, 4, 5, 7)),
                new RunEvent.Epoch(6, .2841, .3127, 70234, dims(16, 6, 4, 5, 7)),
                new RunEvent.Stepped(240, 7, .31, 38.2, 14.2));
    }

    /** The growth of design's example. */
    public static RunEvent.Grown growth() {
        return new RunEvent.Grown(
                350,
                "modes",
                "layer0.modes",
                6,
                7,
                "explained .962 < .970",
                4,
                "unchanged",
                12,
                70234,
                dims(16, 7, 4, 5, 7));
    }

    /** A result with two resolutions. */
    public static RunResult finished() {
        return new RunResult(
                RunStatus.FINISHED,
                "",
                List.of(new RunResult.TestLoss(32, true, .0412), new RunResult.TestLoss(64, false, .0498)),
                List.of(Path.of("runs/darcy/1/report.html")));
    }

    /** The end of a run that went well. */
    public static RunEvent.Ended end() {
        return new RunEvent.Ended(finished(), Map.of("seconds", 41.2, "flops", 3.2e12, "parameters", 81234.0));
    }
}
