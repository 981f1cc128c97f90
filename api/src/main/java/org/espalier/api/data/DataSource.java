package org.espalier.api.data;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A source of samples: a pure function from (split, index, sizes) to one sample.
 *
 * <p>Plugin authors implement it and register it as an OSGi service. Called on the thread that starts the run and on the
 * run's own; runs may call one object at once. What it throws refuses the job, refuses a change of a running one, or ends the
 * run as FAILED. It holds no cursor and no order: the host shuffles, batches and normalises. Work that is worth keeping, such
 * as solving a PDE, is done once in {@link #open} and cached as files.
 *
 * @param <S> the settings record
 */
@ConsumerType
public interface DataSource<S extends Record> {
    /** The settings record; constant. */
    Class<S> settings();

    /**
     * What the settings say of the samples, without making them; everything is checked against it before work starts. Most
     * sources know it at once, from the settings alone. One of the user's own files reads through them and refuses what
     * {@link #open} would refuse, so that nothing is started on bad files; that may take as long as reading them, in memory
     * that does not grow with them. It generates nothing and writes nothing.
     *
     * @param base the folder against which relative paths of settings are resolved
     * @throws DataException if a file cannot be read or does not hold what it should
     */
    DataOutline outline(S settings, Path base) throws DataException;

    /**
     * Makes the samples ready, from the cache if it holds them; called on the run's thread before its first step, and
     * between two steps when it is to take another source's place. It may take minutes and then reports progress; when
     * interrupted it stops and leaves no half-written file under its final name.
     *
     * @throws DataException if files cannot be read or do not hold what they should
     * @throws InterruptedException if the run was stopped meanwhile
     */
    Dataset open(S settings, DataContext context) throws DataException, InterruptedException;

    /**
     * How text becomes the tokens that inputs are made of, and tokens text, so that a model can be given a text and asked to go
     * on with it. Follows from the settings alone, and the outline's {@link DataOutline#vocabulary} is its number of tokens.
     *
     * @return empty, as by default, where inputs are no text
     */
    default Optional<Tokenizer> tokenizer(S settings) {
        return Optional.empty();
    }
}
