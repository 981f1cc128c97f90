package org.espalier.api.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.Comparison.Compared;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A run beside its controls. Made by the host for readers; more components may come, with the old factory kept.
 *
 * @param run      the run
 * @param controls its controls that have finished; empty if there are none
 * @param verdicts what the controls say of every size that the run has grown
 * @param summary  the same of all of them, one line; empty if nothing has grown, or there are no controls
 */
@ProviderType
public record Controlled(Compared run, Map<Control, Compared> controls, List<Verdict> verdicts, String summary) {
    /** With copies of its collections. */
    public Controlled {
        Map<Control, Compared> copy = new EnumMap<>(Control.class);
        copy.putAll(controls);
        controls = Collections.unmodifiableMap(copy);
        verdicts = List.copyOf(verdicts);
    }

    /** Without a summary. */
    public Controlled(Compared run, Map<Control, Compared> controls, List<Verdict> verdicts) {
        this(run, controls, verdicts, "");
    }

    /** A run beside its controls, and what they say in one line. */
    public static Controlled of(Compared run, Map<Control, Compared> controls, List<Verdict> verdicts, String summary) {
        return new Controlled(run, controls, verdicts, summary);
    }

    /** A run beside its controls. */
    public static Controlled of(Compared run, Map<Control, Compared> controls, List<Verdict> verdicts) {
        return new Controlled(run, controls, verdicts);
    }

    /**
     * What the controls say of one size.
     *
     * @param dim  its dim
     * @param born size at birth
     * @param text in words
     */
    @ProviderType
    public record Verdict(String dim, int born, String text) {}
}
