package org.espalier.models;

import org.espalier.api.model.Model;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.osgi.service.component.annotations.Component;

/** The Fourier neural operator on a line: fields [n, channels]; see {@link FnoModel}. */
@Component(service = Model.class)
@Plugin(name = "fno1d")
@Doc("Fourier neural operator on a line; its dims are the modes of each layer")
public final class Fno1d extends FnoModel {
    /** The model; it has no state. */
    public Fno1d() {
        super("fno1d", 1);
    }
}
