package org.espalier.api.growth;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A view was used after the call that it was made for had returned. Hosts throw it; a plugin that catches it has kept what
 * it must not keep.
 */
@ProviderType
public final class StaleViewException extends IllegalStateException {
    private static final long serialVersionUID = 1;
    private final String view;

    /**
     * A refusal.
     *
     * @param view what was kept too long, such as "a step view"
     */
    public StaleViewException(String view) {
        super(view + " was used after its call had returned; copy what is needed and let the view go");
        this.view = view;
    }

    /** What was kept too long. */
    public String view() {
        return view;
    }
}
