package org.espalier.ifno;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The one line that says why dims grow or stay, with the shares that decided. */
final class Reason {
    private Reason() {}

    /** Such as "explained .962 &lt; .970"; with several dims, those that grow, or else the one that explains least. */
    static String of(List<Verdict> verdicts, IfnoSettings settings) {
        double alpha = settings.explained();
        String what =
                switch (settings.criterion()) {
                    case IfnoSettings.GRADIENT -> "gradient explained ";
                    case IfnoSettings.REFERENCE_VARIANCE -> "variance explained ";
                    default -> "explained ";
                };
        if (verdicts.stream().anyMatch(Verdict::grows)) {
            return what + shares(verdicts, Verdict::grows, alpha) + " < " + share(alpha);
        }
        if (verdicts.stream().anyMatch(v -> Double.isNaN(v.share()))) {
            return "energy is not finite in "
                    + verdicts.stream()
                            .filter(v -> Double.isNaN(v.share()))
                            .map(v -> v.dim().name())
                            .collect(Collectors.joining(", "));
        }
        if (verdicts.stream().anyMatch(v -> v.share() < alpha)) {
            return what + shares(verdicts, v -> v.share() < alpha, alpha) + " < " + share(alpha) + ", but at the limit";
        }
        Verdict least = verdicts.stream()
                .min(Comparator.comparingDouble(Verdict::share))
                .orElseThrow();
        return what + shares(verdicts, least::equals, alpha) + " ≥ " + share(alpha);
    }

    private static String shares(List<Verdict> verdicts, Predicate<Verdict> which, double alpha) {
        return verdicts.stream()
                .filter(which)
                .map(v -> (verdicts.size() > 1 ? v.dim().name() + " " : "") + distinct(v.share(), alpha))
                .collect(Collectors.joining(", "));
    }

    /** A share with as many digits as tell it from alpha: .9699 beside .970. */
    private static String distinct(double share, double alpha) {
        for (int digits = 3; digits < 12; digits++) {
            String text = share(share, digits);
            if (share == alpha || !text.equals(share(alpha, digits))) {
                return text;
            }
        }
        return Double.toString(share);
    }

    private static String share(double share) {
        int digits = 3;
        while (digits < 12 && Double.parseDouble(share(share, digits)) != share) {
            digits++;
        }
        return share(share, digits);
    }

    private static String share(double share, int digits) {
        String text = String.format(Locale.ROOT, "%." + digits + "f", share);
        return text.startsWith("0.") ? text.substring(1) : text;
    }
}
