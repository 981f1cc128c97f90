package org.espalier.report.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the leading entries of one dim explained at every look, beside the share that was wanted. Strategies say it in the figures of
 * their decisions: {@code DIM.explained}, and {@code wanted} for all of a decision.
 *
 * @param dim    its name
 * @param shares in the order of their steps, one at least
 */
public record Explained(String dim, List<Share> shares) {
    private static final String SHARE = ".explained";
    private static final String WANTED = "wanted";

    /**
     * The share at one look.
     *
     * @param step   optimizer steps done
     * @param value  the share, 0 to 1
     * @param wanted the share that was wanted; NaN if nobody said
     */
    public record Share(long step, double value, double wanted) {}

    /** Of every dim of which a share is known, in the order in which they were looked at first. */
    public static List<Explained> of(Metrics metrics) {
        Map<String, List<Share>> shares = new LinkedHashMap<>();
        for (Look look : metrics.looks()) {
            double wanted = look.figures().getOrDefault(WANTED, Double.NaN);
            look.figures().forEach((name, value) -> {
                if (name.endsWith(SHARE) && Double.isFinite(value)) {
                    shares.computeIfAbsent(name.substring(0, name.length() - SHARE.length()), dim -> new ArrayList<>())
                            .add(new Share(look.step(), value, wanted));
                }
            });
        }
        List<Explained> all = new ArrayList<>();
        shares.forEach((dim, known) -> all.add(new Explained(dim, List.copyOf(known))));
        return all;
    }

    /** The last look. */
    public Share last() {
        return shares.get(shares.size() - 1);
    }
}
