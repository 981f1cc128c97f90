package org.espalier.inrank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The one line that says why ranks grow or stay, with the shares that decided. */
final class Reason {
    private static final int NAMED = 3;

    private Reason() {}

    /** Such as "explained .612 ≤ .900"; with several ranks, those that grow, or else the one that explains least. */
    static String of(List<Verdict> verdicts, InRankSettings settings) {
        double alpha = settings.explained();
        List<Verdict> growing = those(verdicts, Verdict::grows);
        if (!growing.isEmpty()) {
            return growing(growing, verdicts, settings);
        }
        List<Verdict> broken = those(verdicts, v -> !v.finite());
        if (!broken.isEmpty()) {
            return "the spectrum is not finite in " + names(broken);
        }
        List<Verdict> low = those(verdicts, v -> v.share() <= alpha);
        if (!low.isEmpty()) {
            return shares(low, verdicts, settings) + " ≤ " + share(alpha) + ", but at the limit";
        }
        return those(verdicts, Verdict::compared).stream()
                .min(Comparator.comparingDouble(Verdict::share))
                .map(least -> shares(List.of(least), verdicts, settings) + " > " + share(alpha))
                .orElseGet(() -> unled(verdicts, verdicts)
                        + (verdicts.stream().allMatch(Verdict::zero)
                                ? ", and nothing was learned yet"
                                : ", at the limit"));
    }

    private static String growing(List<Verdict> growing, List<Verdict> all, InRankSettings settings) {
        List<Verdict> compared = those(growing, Verdict::compared);
        List<Verdict> within = those(growing, v -> !v.compared());
        List<String> why = new ArrayList<>();
        if (!compared.isEmpty()) {
            why.add(shares(compared, all, settings) + " ≤ " + share(settings.explained()));
        }
        if (!within.isEmpty()) {
            why.add(unled(within, all));
        }
        return String.join("; ", why);
    }

    private static String unled(List<Verdict> some, List<Verdict> all) {
        return "no direction leads" + (all.size() > 1 ? " in " + names(some) : "");
    }

    private static List<Verdict> those(List<Verdict> verdicts, Predicate<Verdict> which) {
        return verdicts.stream().filter(which).toList();
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

    /** Such as "1 check" or "8 checks". */
    static String checks(long count) {
        return count + (count == 1 ? " check" : " checks");
    }

    private static String names(List<Verdict> some) {
        return listed(some.stream().map(v -> v.dim().name()).toList());
    }

    /** The first few of them, and how many more there are; empty for none. */
    static String listed(List<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return first + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    /** A share with as many digits as tell it from α: .8999 beside .900. */
    static String beside(double share, double alpha) {
        int digits = 3;
        while (digits < 12 && share != alpha && share(share, digits).equals(share(alpha, digits))) {
            digits++;
        }
        return share(share, digits);
    }

    /** A number of the settings, with all the digits that it has. */
    static String share(double alpha) {
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
