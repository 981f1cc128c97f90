package org.espalier.host.assembly;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataSource;
import org.espalier.host.growth.RecordedGrowth;
import org.espalier.host.job.Choice;

/**
 * What a job is assembled on beside its plugins.
 *
 * @param base     the folder against which its relative paths are resolved
 * @param missing  growth entries whose strategies need not be there
 * @param recorded growth of another run by which this one grows; none where strategies are asked
 * @param inUse    data that is open; who supplies it is not asked again what it is like
 */
public record Footing(Path base, Set<String> missing, RecordedGrowth recorded, Optional<OutlinedData> inUse) {
    /** That of a run which is to be born. */
    public static Footing at(Path base) {
        return new Footing(base, Set.of(), RecordedGrowth.none(), Optional.empty());
    }

    /** The same for a run that grows as another did. */
    public Footing grownAs(RecordedGrowth other) {
        return new Footing(base, missing, other, inUse);
    }

    /** The same for a run whose data is open, and that goes on without some strategies. */
    public Footing goingOn(Optional<OutlinedData> open, Set<String> without) {
        return new Footing(base, without, recorded, open);
    }

    OutlinedData outlined(Found<DataSource<?>> source, Choice choice) throws DataException {
        Optional<OutlinedData> same = inUse.filter(open -> open.isOf(source, choice));
        return same.isPresent() ? same.get() : OutlinedData.of(source, choice, base);
    }
}
