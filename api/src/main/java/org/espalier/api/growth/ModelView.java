package org.espalier.api.growth;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What a strategy sees of a model before its first decision. The host implements it. */
@ProviderType
public interface ModelView {
    /** The dims that the job lets this entry grow, in the model's order. */
    List<Dim> dims();

    /** The parameters at the current sizes. */
    Layout layout();
}
