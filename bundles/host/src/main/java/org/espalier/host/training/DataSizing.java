package org.espalier.host.training;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.api.data.DataOutline;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.model.Cost;
import org.espalier.api.model.Shapes;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.growth.Sizing;
import org.espalier.host.plugins.BoundModel;

/** The sizes of a run: its data's dims first, then its model's, whose limits follow from the data's shapes. */
public final class DataSizing implements Sizing {
    private final BoundModel model;
    private final DataOutline data;
    private final int batch;

    /** The sizes of a model on such data, in batches of that many samples. */
    public DataSizing(BoundModel model, DataOutline data, int batch) {
        this.model = model;
        this.data = data;
        this.batch = batch;
    }

    /** All dims at a run's birth. */
    public Dims birth() {
        return data.dims().with(model.dims());
    }

    /**
     * All dims with the limits that they may ever have: those on the finest data. The grid of now may keep one lower, and only for so long.
     *
     * @param dims all dims of the run; SettingsException if the model cannot have their sizes even there
     */
    public Dims bounded(Dims dims) {
        Dims finest = dims;
        for (String name : dataDims()) {
            Dim dim = dims.get(name);
            finest = finest.with(dim.withSize(dim.reachable(dim.limit())));
        }
        Dims there = complete(finest);
        Dims bounded = dims;
        for (Dim dim : dims.list()) {
            int limit = there.find(dim.name()).map(Dim::limit).orElse(dim.limit());
            bounded = bounded.with(dim.withLimit(Math.max(dim.size(), limit)));
        }
        return bounded;
    }

    /** Names of the dims that are the data's. */
    public List<String> dataDims() {
        return data.dims().names();
    }

    /** Also no dim's limit is above what the sizes allow at which the trained model will be tested. */
    @Override
    public Dims complete(Dims dims) {
        Dims whole = fitting(dims);
        for (Dims test : data.tests()) {
            whole = narrowed(whole, test);
        }
        return whole;
    }

    private Dims narrowed(Dims whole, Dims test) {
        Dims there;
        try {
            there = fitting(whole.with(test));
        } catch (SettingsException e) {
            String sizes = test.list().stream()
                    .map(dim -> dim.name() + " at " + dim.size())
                    .collect(Collectors.joining(", "));
            throw new SettingsException(e.key(), e.value(), e.why() + " (it is to be tested with " + sizes + ")");
        }
        Dims narrowed = whole;
        for (Dim dim : whole.list()) {
            if (data.dims().find(dim.name()).isEmpty()) {
                int limit = there.find(dim.name()).map(Dim::limit).orElse(dim.limit());
                narrowed = narrowed.with(dim.withLimit(Math.min(dim.limit(), Math.max(dim.size(), limit))));
            }
        }
        return narrowed;
    }

    private Dims fitting(Dims dims) {
        Dims ofData = Dims.of(data.dims().names().stream().map(dims::get).toList());
        return ofData.with(model.complete(dims, shapes(dims)));
    }

    @Override
    public Shapes shapes(Dims dims) {
        return shapes(data, dims, batch);
    }

    /** The shapes of a batch of such data. */
    static Shapes shapes(DataOutline data, Dims dims, int samples) {
        return Shapes.of(samples, data.inputShape(dims), data.targetShape(dims)).withVocabulary(data.vocabulary());
    }

    @Override
    public Layout layout(Dims dims) {
        return model.layout(dims, shapes(dims));
    }

    @Override
    public Set<String> taps(Dims dims) {
        return model.taps(dims);
    }

    @Override
    public Cost cost(Dims dims) {
        return model.cost(dims, shapes(dims));
    }
}
