package org.espalier.host.runs.uses;

import java.util.function.Predicate;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.growth.Dims;
import org.espalier.api.plugin.SettingsException;
import org.espalier.api.run.GenerationRequest;
import org.espalier.api.run.RefusedException;
import org.espalier.host.assembly.ModelAlone;
import org.espalier.host.runs.saving.Restoring;
import org.espalier.host.runs.saving.Snapshots;
import org.espalier.host.store.Snapshot;
import org.espalier.host.text.Generation;
import org.espalier.host.training.OneByOne;
import org.espalier.host.training.Predictor;
import org.espalier.host.weights.Revision;

/** A checkpoint's model going on with a text. */
final class Writing {
    private final ModelAlone model;
    private final Snapshot snapshot;

    Writing(ModelAlone model, Snapshot snapshot) {
        this.model = model;
        this.snapshot = snapshot;
    }

    /**
     * Writes.
     *
     * @return how many tokens
     * @throws RefusedException if model or data do not write text
     */
    int write(GenerationRequest request, Predicate<byte[]> written) throws RefusedException, InterruptedException {
        Restoring restoring = new Restoring(snapshot, model.sizing());
        Dims dims = model.sizing().complete(restoring.dims());
        Tokenizer tokenizer = tokenizer(dims);
        Revision revision = restoring.revision(model.precision());
        try (Predictor predictor = model.singly(revision, Snapshots.normaliser(snapshot));
                OneByOne single = predictor.oneByOne(dims)) {
            return new Generation(request, tokenizer, model.outline().vocabulary()).write(single, written);
        } finally {
            revision.close();
        }
    }

    private Tokenizer tokenizer(Dims dims) throws RefusedException {
        try {
            Tokenizer found = model.tokenizer()
                    .orElseThrow(
                            () -> refuse("data " + model.data() + ", which is no text: it turns none into tokens"));
            if (!model.autoregressive(dims)) {
                throw refuse("model " + model.model() + ", which does not say what comes next in a text");
            }
            return found;
        } catch (SettingsException e) {
            throw new RefusedException("predict", "--text", e.getMessage());
        }
    }

    private static RefusedException refuse(String what) {
        return new RefusedException(
                "predict", "--text", "the run has the " + what + "; give inputs by --input FILE --output FILE");
    }
}
