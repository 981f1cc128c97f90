package org.espalier.host.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.settings.SettingCard;
import org.espalier.settings.SettingsBinding;

/**
 * One entry of a job's growth.
 *
 * @param id       unique in the job; the strategy's state is kept under it
 * @param strategy the strategy with its own settings
 * @param dims     patterns of the dims that it claims, one at least; {@code *} stands for any characters
 * @param every    how often it is asked
 * @param after    when it is asked first at the earliest
 * @param asked    whether it is asked; its state is kept while it is not
 * @param fresh    whether it begins anew under a version of its strategy that cannot read its state
 */
public record GrowthEntry(
        String id, Choice strategy, List<String> dims, Cadence every, Cadence after, boolean asked, boolean fresh) {
    /** The key of the order in which entries are asked, a list of their ids. */
    public static final String ORDER = Choice.GROWTH + "order";

    /** The keys of an entry that belong to the host; all others are the strategy's. */
    public static final List<String> HOST_KEYS =
            describe().stream().map(SettingCard::key).toList();

    /** An entry that is asked and never begins anew. */
    public GrowthEntry(String id, Choice strategy, List<String> dims, Cadence every, Cadence after) {
        this(id, strategy, dims, every, after, true, false);
    }

    /** The entry with another strategy, or other settings of it. */
    public GrowthEntry with(Choice other) {
        return new GrowthEntry(id, other, dims, every, after, asked, fresh);
    }

    /** Those keys, for help and docs. */
    public static List<SettingCard> describe() {
        return SettingsBinding.describe(EntryKeys.class);
    }

    /** An entry with a copy of its patterns. */
    public GrowthEntry {
        dims = List.copyOf(dims);
    }

    /** The dims that it claims of these, in their order. */
    public List<Dim> claimed(Dims all) {
        return all.list().stream().filter(this::claims).toList();
    }

    /** Whether it claims a dim. */
    public boolean claims(Dim dim) {
        return dims.stream().anyMatch(pattern -> Dims.claims(pattern, dim.name()));
    }

    /**
     * Whether it is its turn.
     *
     * @param step       optimizer steps done
     * @param epoch      epochs done
     * @param epochEnded whether one has just ended
     */
    public boolean due(long step, long epoch, boolean epochEnded) {
        boolean begun = after instanceof Cadence.Steps ? step >= after.count() : epoch >= after.count();
        boolean turn =
                every instanceof Cadence.Steps ? step % every.count() == 0 : epochEnded && epoch % every.count() == 0;
        return begun && turn;
    }

    /**
     * The first step, not before a certain one, after which it is asked.
     *
     * @param from     optimizer steps done, at least 1
     * @param perEpoch steps of an epoch
     */
    public long next(long from, long perEpoch) {
        long turn = every.steps(perEpoch);
        long earliest = Math.max(from, after.steps(perEpoch));
        return (earliest + turn - 1) / turn * turn;
    }

    /** The patterns for people. */
    public String claim() {
        return String.join(", ", dims);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("type", strategy.type());
        map.put("dims", dims.size() == 1 ? dims.get(0) : dims);
        map.put("every", every.text());
        map.put("after", after.text());
        map.put("asked", asked);
        map.put("state", fresh ? EntryKeys.FRESH : EntryKeys.STRICT);
        map.putAll(strategy.settings());
        return map;
    }
}
