package org.espalier.host.training;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.GrowthEntry;
import org.espalier.host.plugins.StrategySupply;

/** The sizes of a run at its birth, as model, data and growth entries want them; from settings alone. */
public final class BirthSizes {
    private final DataSizing sizing;
    private final List<GrowthEntry> entries;
    private final EntryQuestions questions;

    /** The sizes that these entries give a model on its data. */
    public BirthSizes(DataSizing sizing, List<GrowthEntry> entries, StrategySupply strategies) {
        this.sizing = sizing;
        this.entries = entries;
        this.questions = new EntryQuestions(strategies);
    }

    /**
     * The sizes at birth. Every size that the entries foresee is tried.
     *
     * @throws SettingsException if a size cannot be had, or a strategy fails to say what it wants
     */
    public Dims dims() {
        Dims dims = sizing.birth();
        for (GrowthEntry entry : entries) {
            for (Dim dim : dims.matching(entry.dims())) {
                int size = questions.ask(entry, s -> s.birth(dim)).orElse(dim.size());
                dims = dims.with(sized(dim, size, "growth." + entry.id()));
            }
        }
        Dims complete = sizing.complete(dims);
        tryForeseen(complete);
        return complete;
    }

    /** Data that is foreseen coarser must fit the model's sizes at birth; the model's foreseen sizes the finest data. */
    private void tryForeseen(Dims birth) {
        Dims finest = birth;
        for (String name : sizing.dataDims()) {
            Dim dim = birth.get(name);
            int largest = dim.size();
            for (int size : foreseen(dim)) {
                sizing.complete(birth.with(sized(dim, size, "growth of " + name)));
                largest = Math.max(largest, size);
            }
            finest = finest.with(dim.withSize(largest));
        }
        Dims widest = sizing.complete(finest);
        for (Dim dim : widest.list()) {
            if (!sizing.dataDims().contains(dim.name())) {
                for (int size : foreseen(dim)) {
                    sizing.complete(widest.with(sized(dim, size, "growth of " + dim.name())));
                }
            }
        }
    }

    private Set<Integer> foreseen(Dim dim) {
        for (GrowthEntry entry : entries) {
            if (Dims.of(dim).matching(entry.dims()).size() == 1) {
                return questions.ask(entry, s -> s.foreseen(dim)).orElse(Set.of());
            }
        }
        return Set.of();
    }

    private static Dim sized(Dim dim, int size, String key) {
        if (!dim.permits(size)) {
            String sizes = dim.permitted().length == 0 ? "" : ", whose sizes are " + Arrays.toString(dim.permitted());
            throw new SettingsException(
                    key, size, "is no size for " + dim.name() + sizes + "; its limit is " + dim.limit());
        }
        return dim.withSize(size);
    }
}
