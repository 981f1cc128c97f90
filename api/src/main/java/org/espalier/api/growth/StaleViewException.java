package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/** A view was used after the call that it was made for had returned. */
@ProviderType
public final class StaleViewException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** A refusal that names what was kept too long. */
    public StaleViewException(String view) {
        super(view + " was used after its call had returned; copy what is needed and let the view go");
    }
}
