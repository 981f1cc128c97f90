package org.espalier.host.support;

import java.util.List;
import java.util.function.Supplier;
import org.espalier.host.plugins.BoundModel;
import org.espalier.models.resnet.Resnet;
import org.espalier.models.resnet.ResnetSettings;
import org.espalier.models.resnet.ResnetSettings.Norm;
import org.espalier.models.resnet.ResnetSettings.Variant;

/** Runs of the archive's residual network with batch norm, whose running statistics every step writes. */
public final class NormedRun {
    private NormedRun() {}

    /** One on that many images of 8 × 8 points. */
    public static TinyRun of(Variant variant, int images) {
        ResnetSettings settings = new ResnetSettings(variant, Norm.BATCH, List.of(1, 1), List.of(2, 4), 0);
        return new TinyRun().model(new BoundModel(new Resnet(), settings)).data(new TinyField(images));
    }

    /** The same, to be made again and again, over four epochs. */
    public static Supplier<TinyRun> again(Variant variant, int images) {
        return () -> of(variant, images).epochs(4);
    }
}
