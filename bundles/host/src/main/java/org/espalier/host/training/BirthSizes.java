package org.espalier.host.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.job.GrowthEntry;

/** The sizes of a run at its birth, as model, data and growth entries want them; from settings alone. */
public final class BirthSizes {
    private final DataSizing sizing;
    private final List<GrowthEntry> entries;
    private final EntryQuestions questions;

    /** The sizes that these entries give a model on its data. */
    public BirthSizes(DataSizing sizing, List<GrowthEntry> entries, EntryQuestions questions) {
        this.sizing = sizing;
        this.entries = entries;
        this.questions = questions;
    }

    /**
     * The sizes at birth: those on record where they lead, else as the entries want them.
     *
     * @throws SettingsException as {@link #dims()}, or if the model cannot have the sizes on record
     */
    public Dims dims(RecordedGrowth recorded) {
        if (!recorded.leads()) {
            return dims();
        }
        try {
            return new SavedSizes(sizing).dims(recorded.birth());
        } catch (SettingsException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingsException("model", recorded.birth(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The sizes at birth. Every size that the entries foresee is tried.
     *
     * @throws SettingsException if a size cannot be had, or a strategy fails to say what it wants
     */
    public Dims dims() {
        Dims dims = sizing.birth();
        Map<String, GrowthEntry> sized = new HashMap<>();
        for (GrowthEntry entry : entries) {
            for (Dim dim : entry.claimed(dims)) {
                int size = questions.ask(entry, "birth", s -> s.birth(dim)).orElse(dim.size());
                if (size != dim.size()) {
                    sized.put(dim.name(), entry);
                }
                if (!dim.permits(size)) {
                    throw noSize(limited(sizing.birth()).get(dim.name()), size, entry);
                }
                dims = dims.with(dim.withSize(size));
            }
        }
        Dims complete = complete(dims, sized);
        tryForeseen(complete);
        return complete;
    }

    /** With the limits that data leaves; with the model's own where its sizes alone do not go with the data. */
    private Dims limited(Dims birth) {
        try {
            return sizing.bounded(birth);
        } catch (SettingsException e) {
            return birth;
        }
    }

    private Dims complete(Dims dims, Map<String, GrowthEntry> sized) {
        try {
            return sizing.complete(dims);
        } catch (SettingsException e) {
            GrowthEntry entry = sized.get(e.key());
            throw entry == null ? e : refused(entry, e.value(), e.key() + ": " + e.why());
        }
    }

    /** Data that is foreseen coarser must fit the model's sizes at birth; the model's foreseen sizes the finest data. */
    private void tryForeseen(Dims birth) {
        Dims finest = birth;
        for (String name : sizing.dataDims()) {
            Dim dim = birth.get(name);
            int largest = dim.size();
            GrowthEntry entry = claimant(dim).orElse(null);
            for (int size : entry == null ? Set.<Integer>of() : foreseen(entry, dim)) {
                complete(birth, dim, size, entry);
                largest = Math.max(largest, size);
            }
            finest = finest.with(dim.withSize(largest));
        }
        Dims widest = sizing.complete(finest);
        for (Dim dim : widest.list()) {
            GrowthEntry entry = claimant(dim).orElse(null);
            if (entry != null && !sizing.dataDims().contains(dim.name())) {
                for (int size : foreseen(entry, dim)) {
                    complete(widest, dim, size, entry);
                }
            }
        }
    }

    /** Tries a size; whoever foresees it is named in the refusal. */
    private void complete(Dims others, Dim dim, int size, GrowthEntry entry) {
        Dims dims = others.with(sized(dim, size, entry));
        try {
            sizing.complete(dims);
        } catch (SettingsException e) {
            throw refused(
                    entry,
                    size,
                    "with " + dim.name() + " at " + size + ", " + e.key() + " " + e.value() + " cannot be had: "
                            + e.why());
        }
    }

    private Optional<GrowthEntry> claimant(Dim dim) {
        return entries.stream().filter(entry -> entry.claims(dim)).findFirst();
    }

    private Set<Integer> foreseen(GrowthEntry entry, Dim dim) {
        return questions.ask(entry, "foreseen", s -> s.foreseen(dim)).orElse(Set.of());
    }

    private static Dim sized(Dim dim, int size, GrowthEntry entry) {
        if (!dim.permits(size)) {
            throw noSize(dim, size, entry);
        }
        return dim.withSize(size);
    }

    private static SettingsException noSize(Dim dim, int size, GrowthEntry entry) {
        String sizes = dim.permitted().length == 0 ? "" : ", whose sizes are " + Arrays.toString(dim.permitted());
        return refused(entry, size, "is no size for " + dim.name() + sizes + "; its limit is " + dim.limit());
    }

    private static SettingsException refused(GrowthEntry entry, Object value, String why) {
        return new SettingsException("growth." + entry.id(), value, why);
    }
}
