package org.espalier.inrank;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The one line that says why ranks grow or stay, with the shares that decided. */
final class Reason {
    private static final int NAMED = 3;

    private Reason() {}

    /** Such as "explained .612 ≤ .900"; with several ranks, those that grow, or else the one that explains least. */
    static String of(List<Verdict> verdicts, InRankSettings settings) {
        double alpha = settings.explained();
        List<Verdict> broken =
                verdicts.stream().filter(v -> Double.isNaN(v.share())).toList();
        List<Verdict> growing = verdicts.stream().filter(Verdict::grows).toList();
        List<Verdict> low = verdicts.stream().filter(v -> v.share() <= alpha).toList();
        if (!growing.isEmpty()) {
            return shares(growing, verdicts, settings) + " ≤ " + share(alpha);
        }
        if (!broken.isEmpty()) {
            return "the spectrum is not finite in " + names(broken);
        }
        if (!low.isEmpty()) {
            return shares(low, verdicts, settings) + " ≤ " + share(alpha) + ", but at the limit";
        }
        Verdict least = verdicts.stream()
                .min(Comparator.comparingDouble(Verdict::share))
                .orElseThrow();
        return shares(List.of(least), verdicts, settings) + " > " + share(alpha);
    }

    private static String shares(List<Verdict> some, List<Verdict> all, InRankSettings settings) {
        double alpha = settings.explained();
        String what = settings.criterion() == Criterion.ENERGY ? "explained " : "variance explained ";
        if (some.size() > NAMED) {
            double least = some.stream().mapToDouble(Verdict::share).min().orElseThrow();
            double most = some.stream().mapToDouble(Verdict::share).max().orElseThrow();
            return "%s%s to %s in %d of %d ranks"
                    .formatted(what, beside(least, alpha), beside(most, alpha), some.size(), all.size());
        }
        return what
                + some.stream()
                        .map(v -> (all.size() > 1 ? v.dim().name() + " " : "") + beside(v.share(), alpha))
                        .collect(Collectors.joining(", "));
    }

    private static String names(List<Verdict> some) {
        String names = some.stream().limit(NAMED).map(v -> v.dim().name()).collect(Collectors.joining(", "));
        return names + (some.size() > NAMED ? " and " + (some.size() - NAMED) + " more" : "");
    }

    /** A share with as many digits as tell it from α: .8999 beside .900. */
    private static String beside(double share, double alpha) {
        int digits = 3;
        while (digits < 12 && share != alpha && share(share, digits).equals(share(alpha, digits))) {
            digits++;
        }
        return share(share, digits);
    }

    /** A number of the settings, with all the digits that it has. */
    private static String share(double alpha) {
        int digits = 3;
        while (digits < 12 && Double.parseDouble(share(alpha, digits)) != alpha) {
            digits++;
        }
        return share(alpha, digits);
    }

    private static String share(double share, int digits) {
        String text = String.format(Locale.ROOT, "%." + digits + "f", share);
        return text.startsWith("0.") ? text.substring(1) : text;
    }
}
