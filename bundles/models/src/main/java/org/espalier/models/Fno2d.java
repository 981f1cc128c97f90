package org.espalier.models;

import org.espalier.api.model.Model;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.osgi.service.component.annotations.Component;

/** The Fourier neural operator on a plane: fields [n1, n2, channels], with the half spectrum along n2; see {@link FnoModel}. */
@Component(service = Model.class)
@Plugin(name = "fno2d")
@Doc("Fourier neural operator on a plane; its dims are the modes of each layer")
public final class Fno2d extends FnoModel {
    /** The model; it has no state. */
    public Fno2d() {
        super("fno2d", 2);
    }
}
