package org.espalier.benchmarks.operators;

import java.util.Map;
import org.espalier.api.data.Dataset;
import org.espalier.api.model.Model;
import org.espalier.benchmarks.PlainRun;
import org.espalier.host.plugins.BoundLoss;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.plugins.PluginFaultException;
import org.espalier.host.training.Trainer;
import org.espalier.layers.loss.RelativeL2;
import org.espalier.models.Fno1d;
import org.espalier.models.Fno2d;

/** Trainers of the project's own operators: relative L2, and all else as in a {@link PlainRun}. */
public final class OperatorRun {
    private OperatorRun() {}

    /** A trainer that begins with given weights. */
    public static Trainer begin(
            OperatorCase operator, Dataset data, TorchWeights weights, double rate, long epochs, int workers)
            throws PluginFaultException {
        return PlainRun.begin(
                operator.name(),
                operator.axes() == 1 ? bound(new Fno1d(), operator) : bound(new Fno2d(), operator),
                new BoundLoss(new RelativeL2(), new RelativeL2.Settings()),
                data,
                operator.batch(),
                rate,
                epochs,
                workers,
                weights::into);
    }

    private static <S extends Record> BoundModel bound(Model<S> model, OperatorCase operator) {
        Map<String, Object> sizes = Map.of(
                "width", operator.width(),
                "layers", OperatorCase.LAYERS,
                "modes", operator.modes(),
                "max-modes", operator.modes(),
                "hidden", OperatorCase.HIDDEN);
        return new BoundModel(model, PlainRun.settings(model.settings(), sizes));
    }
}
