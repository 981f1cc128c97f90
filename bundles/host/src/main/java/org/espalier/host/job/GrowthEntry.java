package org.espalier.host.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.host.settings.SettingCard;
import org.espalier.host.settings.SettingsBinding;

/**
 * One entry of a job's growth.
 *
 * @param id       unique in the job; the strategy's state is kept under it
 * @param strategy the strategy with its own settings
 * @param dims     the dims that it claims; {@code *} stands for any characters
 * @param every    how often it is asked
 * @param after    when it is asked first at the earliest
 */
public record GrowthEntry(String id, Choice strategy, String dims, Cadence every, Cadence after) {
    /** The keys of an entry that belong to the host; all others are the strategy's. */
    public static final List<String> HOST_KEYS =
            describe().stream().map(SettingCard::key).toList();

    /** Those keys, for help and docs. */
    public static List<SettingCard> describe() {
        return SettingsBinding.describe(EntryKeys.class);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("type", strategy.type());
        map.put("dims", dims);
        map.put("every", every.text());
        map.put("after", after.text());
        map.putAll(strategy.settings());
        return map;
    }
}
