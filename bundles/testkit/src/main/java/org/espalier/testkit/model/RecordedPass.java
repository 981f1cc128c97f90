package org.espalier.testkit.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.model.Pass;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A pass that keeps what it is handed. It rounds nothing, or every value to itself; statistics are the host's to commit, and
 * here no step is.
 */
public final class RecordedPass implements Pass {
    private final boolean training;
    private final boolean rounding;
    private final Set<String> wanted;
    private final List<String> rounded = new ArrayList<>();
    private final Map<String, List<float[]>> tapped = new LinkedHashMap<>();

    private RecordedPass(boolean training, boolean rounding, Set<String> wanted) {
        this.training = training;
        this.rounding = rounding;
        this.wanted = wanted;
    }

    /** A pass with a backward pass to follow, which rounds and taps nothing. */
    public static RecordedPass ofTraining() {
        return new RecordedPass(true, false, Set.of());
    }

    /** A pass without a backward pass, which rounds and taps nothing. */
    public static RecordedPass ofEvaluation() {
        return new RecordedPass(false, false, Set.of());
    }

    /** The same, asking for values to be rounded. */
    public RecordedPass rounding() {
        return new RecordedPass(training, true, wanted);
    }

    /** The same, wanting these taps. */
    public RecordedPass tapping(Set<String> taps) {
        return new RecordedPass(training, rounding, Set.copyOf(taps));
    }

    /** What was rounded, in order, such as {@code ACTIVATION hidden0}. */
    public List<String> rounded() {
        return Collections.unmodifiableList(rounded);
    }

    /** What was tapped, by tap, in the order of the first of each: the values of each time. */
    public Map<String, List<float[]>> tapped() {
        return Collections.unmodifiableMap(tapped);
    }

    @Override
    public boolean training() {
        return training;
    }

    @Override
    public RandomStream random() {
        return RandomStream.of(1, "pass");
    }

    @Override
    public void statistic(String parameter, INDArray value) {
        // Not kept: no step is committed here.
    }

    @Override
    public boolean wants(String tap) {
        return wanted.contains(tap);
    }

    @Override
    public void tap(String tap, INDArray values) {
        if (!wants(tap)) {
            throw new AssertionError(
                    "forward or backward handed out the tap " + tap + ", which nobody wants. Ask pass.wants first.");
        }
        tapped.computeIfAbsent(tap, name -> new ArrayList<>()).add(TestWorkspace.read(values));
    }

    @Override
    public boolean rounds(Site site) {
        return rounding;
    }

    @Override
    public void round(Site site, String tensor, INDArray values) {
        if (!rounding) {
            throw new AssertionError("A pass that rounds nothing was asked to round " + tensor + " at " + site
                    + ". Ask pass.rounds(site) first.");
        }
        rounded.add(site + " " + tensor);
    }
}
