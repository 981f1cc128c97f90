package org.espalier.host.assembly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.DimKind;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Parameter;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Choice;
import org.espalier.host.plugins.BoundModel;
import org.espalier.host.training.DataSizing;
import org.espalier.host.training.SavedSizes;
import org.espalier.settings.SettingsBinding;

/**
 * Settings of a model that say with what a run is born and nothing of how it goes on: sizes, and first values. A run that goes on has
 * its sizes and its weights, so another value would be taken and do nothing. They show by what the model itself says: they change its
 * birth, and neither sizes, limits nor layout at the sizes that the run has, nor what its growth in depth would bring.
 */
final class BornWith {
    private static final int MOST_SIZES = 3;
    private final Choice after;
    private final BoundModel model;
    private final Sizes sizes;
    private final Map<String, Integer> now;
    private final Predicate<Dim> grows;

    /** The sizes of a model on the data of a run. */
    @FunctionalInterface
    interface Sizes {
        /** Those of this model. */
        DataSizing of(BoundModel model);
    }

    /**
     * @param after the model as it is to be, with every default filled in
     * @param model its plugin
     * @param now   the sizes that the run has
     * @param grows whether somebody may grow a dim
     */
    BornWith(Choice after, BoundModel model, Sizes sizes, Map<String, Integer> now, Predicate<Dim> grows) {
        this.grows = grows;
        this.after = after;
        this.model = model;
        this.sizes = sizes;
        this.now = now;
    }

    /**
     * Refuses such settings.
     *
     * @param before the model as it is, of the same plugin
     * @throws SettingsException with the key of the first
     */
    void check(Choice before) {
        Map<String, Object> values = leaves(after.settings());
        leaves(before.settings()).forEach((key, was) -> {
            Object value = values.get(key);
            if (value != null && !value.equals(was)) {
                check(key, value, was);
            }
        });
    }

    /** Looks at what this setting alone makes of the model. */
    private void check(String key, Object value, Object was) {
        boolean born;
        boolean lasts;
        String has;
        try {
            Record others = after.withSettings(with(after.settings(), key, was)).bind(model.settings());
            DataSizing one = sizes.of(model);
            DataSizing other = sizes.of(model.with(others));
            born = !birth(one).equals(birth(other));
            lasts = !later(one).equals(later(other));
            has = has(one.birth(), other.birth());
        } catch (IllegalArgumentException e) {
            // It fits together with what else is another, or the run cannot go on with it at all: that is refused
            // elsewhere.
            return;
        }
        if (born && !lasts) {
            throw new SettingsException(SettingsBinding.join(after.key(), key), value, why(has));
        }
    }

    /** The sizes of now that would be others at birth; a few of them. */
    private String has(Dims born, Dims other) {
        List<String> others = now.entrySet().stream()
                .filter(size -> !born.find(size.getKey()).equals(other.find(size.getKey())))
                .map(size -> size.getKey() + " " + size.getValue())
                .toList();
        List<String> some = others.subList(0, Math.min(MOST_SIZES, others.size()));
        return some.isEmpty() ? "" : " (" + String.join(", ", some) + (others.size() > MOST_SIZES ? ", …)" : ")");
    }

    private static String why(String has) {
        return "says with what a run is born, and this one goes on with the sizes and weights that it has" + has
                + "; sizes change by growth, such as an entry of a schedule, and another run can be born with it";
    }

    /** What a model says of its birth. */
    private Object birth(DataSizing sizing) {
        List<Init> values = sizing.layout(new SavedSizes(sizing).dims(now)).parameters().stream()
                .map(Parameter::birth)
                .toList();
        return List.of(sizing.birth(), values);
    }

    /** What it says of the sizes of now and of those that growth in depth would bring next, but for first values. */
    private Object later(DataSizing sizing) {
        Dims dims = new SavedSizes(sizing).dims(now);
        List<Object> later = new ArrayList<>();
        later.add(at(sizing, dims));
        for (Dim dim : dims.list()) {
            if (DimKind.DEPTH.equals(dim.kind()) && !dim.full() && grows.test(dim)) {
                later.add(at(sizing, sizing.complete(dims.with(dim.withSize(dim.size() + 1)))));
            }
        }
        return later;
    }

    private static Object at(DataSizing sizing, Dims dims) {
        List<Object> parameters = new ArrayList<>();
        for (Parameter p : sizing.layout(dims).parameters()) {
            parameters.add(List.of(p.name(), p.kind(), p.axes(), p.growth(), p.appended(), p.silent()));
        }
        return List.of(dims, parameters, sizing.taps(dims));
    }

    /** The settings by their dotted keys. */
    private static Map<String, Object> leaves(Map<String, Object> settings) {
        Map<String, Object> leaves = new LinkedHashMap<>();
        settings.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map) {
                leaves(asSettings(map)).forEach((inner, leaf) -> leaves.put(SettingsBinding.join(key, inner), leaf));
            } else {
                leaves.put(key, value);
            }
        });
        return leaves;
    }

    private static Map<String, Object> with(Map<String, Object> settings, String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(settings);
        int dot = key.indexOf('.');
        if (dot < 0) {
            changed.put(key, value);
        } else {
            Map<?, ?> inner = (Map<?, ?>) Objects.requireNonNull(settings.get(key.substring(0, dot)));
            changed.put(key.substring(0, dot), with(asSettings(inner), key.substring(dot + 1), value));
        }
        return changed;
    }

    @SuppressWarnings("unchecked") // maps of a choice have text keys
    private static Map<String, Object> asSettings(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
