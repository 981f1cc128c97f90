package org.espalier.models;

import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.espalier.models.lowrank.LowRankSettings;

/**
 * What a job says about a Fourier neural operator.
 *
 * @param width    channels of the layers
 * @param layers   Fourier layers
 * @param modes    modes that every layer keeps at birth, per axis and sign
 * @param maxModes most modes that a layer may ever keep
 * @param hidden   channels of the projection to the output
 * @param lowRank  how the 1×1 convolutions beside the spectral ones are of low rank; empty if they are dense
 */
public record FnoSettings(
        @Doc("channels of the Fourier layers") @Range(min = 1, max = 4096) @Default("32") int width,
        @Doc("number of Fourier layers") @Range(min = 1, max = 64) @Default("4") int layers,
        @Doc("Fourier modes of every layer at birth, per axis and sign of the frequency; at most max-modes")
                @Range(min = 1, max = 4096)
                @Default("12")
                int modes,
        @Doc("most Fourier modes that growth may give a layer, per axis and sign of the frequency")
                @Range(min = 1, max = 4096)
                @Default("12")
                int maxModes,
        @Doc("hidden channels of the two linear layers that end in the output")
                @Range(min = 1, max = 65536)
                @Default("128")
                int hidden,
        @Doc(
                        "1×1 convolutions beside the spectral ones as W0 + U·V, of which only the product of low rank learns; dense ones"
                                + " if not given")
                Optional<LowRankSettings> lowRank) {
    /** An operator whose matrices are dense. */
    public FnoSettings(int width, int layers, int modes, int maxModes, int hidden) {
        this(width, layers, modes, maxModes, hidden, Optional.empty());
    }

    /** Refuses more modes at birth than ever. */
    public FnoSettings {
        if (modes > maxModes) {
            throw new SettingsException(
                    "modes", modes, "above max-modes " + maxModes + "; lower it or raise max-modes");
        }
    }
}
