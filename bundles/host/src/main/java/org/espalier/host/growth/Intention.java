package org.espalier.host.growth;

import java.util.List;

/**
 * What an entry would do if it were asked now.
 *
 * @param answer  "grow", "keep", "refused", "missing", "off" or "fault"
 * @param plan    what would grow
 * @param why     one line
 * @param outlook how its dims stand, one line each
 */
public record Intention(String answer, String plan, String why, List<String> outlook) {
    /** What an entry would do of whose dims nothing is told. */
    public Intention(String answer, String plan, String why) {
        this(answer, plan, why, List.of());
    }
}
