package org.espalier.benchmarks.arms;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings, and the values that each may have.
 *
 * @param values by key, in the order in which they are told
 */
public record Choices(Map<String, List<String>> values) {
    /** No setting at all. */
    public static final Choices NONE = new Choices(Map.of());

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?(e[-+]?\\d+)?");

    /** The values of one setting. */
    public static Choices of(String key, String... values) {
        return NONE.and(key, values);
    }

    /** These and the values of one more setting. */
    public Choices and(String key, String... values) {
        return and(new Choices(Map.of(key, List.of(values))));
    }

    /** These and those. */
    public Choices and(Choices more) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        all.putAll(more.values);
        return new Choices(all);
    }

    /** Whether a number is the least or the largest of two or more that a setting was chosen from. */
    boolean edge(String key, String value) {
        List<String> all = values.getOrDefault(key, List.of());
        if (all.size() < 2
                || !all.stream().allMatch(each -> NUMBER.matcher(each).matches())) {
            return false;
        }
        DoubleSummaryStatistics range =
                all.stream().mapToDouble(Double::parseDouble).summaryStatistics();
        double number = Double.parseDouble(value);
        return number == range.getMin() || number == range.getMax();
    }

    /** Every combination of values, as settings. */
    public List<Map<String, String>> all() {
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, List<String>> choice : values.entrySet()) {
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> settings : all) {
                for (String value : choice.getValue()) {
                    Map<String, String> longer = new LinkedHashMap<>(settings);
                    longer.put(choice.getKey(), value);
                    more.add(longer);
                }
            }
            all = more;
        }
        return all;
    }
}
