package org.espalier.host.growth;

import java.util.List;

/**
 * What an entry will do at its strategy's next look, as things stand now.
 *
 * @param step    after which it looks; it may lie behind the run's end
 * @param answer  "grow", "cut", "keep", "refused", "missing", "off" or "fault"
 * @param plan    what would grow or be cut
 * @param why     one line
 * @param outlook how its dims stand, one line each
 */
public record Intention(long step, String answer, String plan, String why, List<String> outlook) {
    /** What an entry would do of whose dims nothing is told. */
    public Intention(long step, String answer, String plan, String why) {
        this(step, answer, plan, why, List.of());
    }
}
