package org.espalier.api.growth;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a strategy sees of a model before its first decision. The host implements it; it may be used on the thread that
 * called, until the call returns.
 */
@ProviderType
public interface ModelView {
    /** The dims that the job lets this entry grow, in the model's order. */
    List<Dim> dims();

    /** Every dim of the run at its current size, the data's included; to look at, since only {@link #dims()} may be grown. */
    Dims allDims();

    /** The parameters at the current sizes. */
    Layout layout();
}
