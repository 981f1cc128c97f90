package org.espalier.host.training;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.number.Site;
import org.espalier.api.plugin.RandomStream;
import org.espalier.host.numbers.Precision;
import org.espalier.host.plugins.BoundNumbers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What programs hand on, ACTIVATION and ERROR, rounded in place by a worker team. Scales are fitted at every call and are no state;
 * draws belong to step, tensor and entry, in evaluation to tensor and entry alone, so that equal weights give equal outputs.
 * Prepared forms are kept by tensor and array and may be dropped at any time. One thread.
 */
final class SignalRounding implements AutoCloseable {
    /** As many forms of one tensor as there are prepared programs. */
    private static final int MOST = 4;

    private final Optional<BoundNumbers> system;
    private final Precision precision;
    private final WorkerTeam team;
    private final Map<Site, Map<String, List<Signal>>> signals = new EnumMap<>(Site.class);
    private final Scratch scratch = new Scratch();
    private long step;

    SignalRounding(Precision precision, WorkerTeam team) {
        this.system = precision.system();
        this.precision = precision;
        this.team = team;
        system.ifPresent(numbers -> {
            for (Site site : List.of(Site.ACTIVATION, Site.ERROR)) {
                if (numbers.rounds(site)) {
                    signals.put(site, new HashMap<>());
                }
            }
        });
    }

    /** Whether anything is rounded at a site. */
    boolean rounds(Site site) {
        return signals.containsKey(site);
    }

    /** The step to come, for draws of training. */
    void begin(long next) {
        step = next;
    }

    /**
     * Rounds values in place.
     *
     * @param tensor what they are of, by a name that stays
     */
    void round(Site site, String tensor, INDArray values, boolean training) {
        Map<String, List<Signal>> ofSite = signals.get(site);
        if (ofSite == null || values.length() == 0) {
            return;
        }
        List<Signal> forms = ofSite.get(tensor);
        if (forms == null) {
            forms = new ArrayList<>(MOST);
            ofSite.put(tensor, forms);
        }
        Signal signal = signal(forms, site, tensor, values);
        if (training) {
            signal.train(step);
        } else {
            signal.evaluate();
        }
    }

    /** The form of an array; the one used last comes last. */
    private Signal signal(List<Signal> forms, Site site, String tensor, INDArray values) {
        for (int i = forms.size() - 1; i >= 0; i--) {
            if (forms.get(i).isOf(values)) {
                Signal found = forms.remove(i);
                forms.add(found);
                return found;
            }
        }
        while (forms.size() >= MOST) {
            forms.remove(0).close();
        }
        Signal.Streams streams =
                new Signal.Streams(precision.draws(site, tensor), RandomStream.of(0, "evaluation:" + tensor));
        Signal made = Signal.of(values, system.orElseThrow(), site, streams, scratch, team);
        forms.add(made);
        return made;
    }

    /** Drops every prepared form. */
    void forget() {
        signals.values().forEach(ofSite -> {
            ofSite.values().forEach(forms -> forms.forEach(Signal::close));
            ofSite.clear();
        });
        scratch.clear();
    }

    @Override
    public void close() {
        forget();
    }
}
