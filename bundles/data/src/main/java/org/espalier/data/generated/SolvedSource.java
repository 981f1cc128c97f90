package org.espalier.data.generated;

import java.nio.file.Path;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.DatasetCard;

/** A source whose samples are solved here, and kept: its kin differ in the problem and in what it is called. */
public abstract class SolvedSource<S extends Record & SolvedSource.Wanted> implements DataSource<S> {
    /** What the settings of every kin come down to. */
    public interface Wanted {
        /** The samples that a job wants. */
        SolvedSamples samples();

        /** What is solved for them, at the points that are stored. */
        Problem problem();
    }

    private final Class<S> settings;
    private final DatasetCard card;

    /**
     * One of the kin.
     *
     * @param card title and names, to which facts of origin are added
     */
    protected SolvedSource(Class<S> settings, DatasetCard card) {
        this.settings = settings;
        this.card = card;
    }

    @Override
    public final Class<S> settings() {
        return settings;
    }

    @Override
    public final DataOutline outline(S settings, Path base) throws DataException {
        return settings.samples().outline();
    }

    @Override
    public final Dataset open(S settings, DataContext context) throws DataException, InterruptedException {
        return settings.samples().open(settings.problem(), card, context);
    }
}
