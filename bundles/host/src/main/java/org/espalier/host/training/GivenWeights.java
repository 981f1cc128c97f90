package org.espalier.host.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.api.growth.Dim;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Parameter;
import org.espalier.api.growth.Region;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.growth.OptimizerByParameter;

/**
 * Weights with which a run is born in place of those that its layout would draw. Its sizes are theirs, but for those of its
 * data; moments and ages begin with the run.
 *
 * @param file       the file that they come from, for messages
 * @param dims       sizes by name; none where the file does not say them, and the job's sizes at birth are theirs
 * @param arrays     values by parameter, all finite
 * @param normaliser what inputs and outputs were scaled by; empty to fit one to the run's own data
 */
public record GivenWeights(
        String file, Map<String, Integer> dims, Map<String, Array> arrays, Optional<Normaliser> normaliser) {
    private static final int MOST_ROUNDS = 64;

    /** Weights with copies of the maps. */
    public GivenWeights {
        dims = Map.copyOf(dims);
        arrays = Map.copyOf(arrays);
    }

    /**
     * Values of a parameter.
     *
     * @param shape  entries per axis
     * @param values c-order
     */
    public record Array(int[] shape, float[] values) {}

    /**
     * The run's sizes: the model's as given, the data's as the job has them. Dims born by depth appear round by round; what the
     * model does not have shows in its parameters.
     *
     * @param birth sizes at the run's birth without these weights
     * @throws SettingsException with a dim that may not have its size
     */
    public Dims dims(DataSizing sizing, Dims birth) {
        Set<String> ofData = Set.copyOf(sizing.dataDims());
        Dims dims = birth;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Dims sized = dims;
            for (Dim dim : dims.list()) {
                Integer given = this.dims.get(dim.name());
                if (given != null && !ofData.contains(dim.name())) {
                    sized = sized.with(dim.withSize(permitted(dim, given, sizing, birth)));
                }
            }
            Dims next = sizing.complete(sized);
            if (next.equals(dims)) {
                break;
            }
            dims = next;
        }
        return dims;
    }

    private static int permitted(Dim dim, int given, DataSizing sizing, Dims birth) {
        if (!dim.permits(given)) {
            String begins = sizing.dataDims().stream()
                    .map(name -> ", which begins with " + name + " at " + birth.size(name))
                    .collect(Collectors.joining());
            throw new SettingsException(
                    dim.name(),
                    given,
                    "the job's model takes at most " + dim.limit() + " on its data" + begins
                            + "; raise what limits it");
        }
        return given;
    }

    /**
     * Checks every parameter.
     *
     * @throws SettingsException with the first that does not fit
     */
    public void check(Layout layout, OptimizerByParameter optimizers) {
        Map<String, Parameter> wanted = new LinkedHashMap<>();
        layout.parameters().forEach(parameter -> wanted.put(parameter.name(), parameter));
        for (Parameter parameter : wanted.values()) {
            Array array = arrays.get(parameter.name());
            String shape = Arrays.toString(parameter.shape());
            if (array == null) {
                throw refuse(parameter.name(), "is missing", "the job's model has it, of shape " + shape);
            }
            if (!Arrays.equals(array.shape(), parameter.shape())) {
                throw refuse(
                        parameter.name(),
                        "has shape " + Arrays.toString(array.shape()),
                        "the job's model has it of shape " + shape);
            }
            try {
                optimizers.checkMovable(parameter, Region.all(parameter), array.values());
            } catch (IllegalArgumentException e) {
                throw refuse(parameter.name(), "cannot be trained", String.valueOf(e.getMessage()));
            }
        }
        List<String> more = new ArrayList<>(arrays.keySet());
        more.removeAll(wanted.keySet());
        more.sort(null);
        if (!more.isEmpty()) {
            String first = more.get(0);
            String shape = Arrays.toString(arrays.get(first).shape());
            throw refuse(first, "has shape " + shape, "the job's model has no such parameter");
        }
    }

    private SettingsException refuse(String parameter, String found, String why) {
        String hint = dims.isEmpty() ? "; the file says no sizes, so they are the job's at birth" : "";
        return new SettingsException(parameter, found, why + hint);
    }

    /** Checks that the normaliser has the channels of the data. */
    public void checkNormaliser(int[] input, int[] target) {
        normaliser.ifPresent(given -> {
            checkChannels("input", given.inputMean().length, given.inputStd().length, input);
            checkChannels("target", given.targetMean().length, given.targetStd().length, target);
        });
    }

    private static void checkChannels(String side, int means, int deviations, int[] shape) {
        int channels = shape.length == 0 ? 1 : shape[shape.length - 1];
        if (means != channels || deviations != channels) {
            throw new SettingsException(
                    "normaliser." + side, means + " channels", "the job's data has " + channels + " channels");
        }
    }
}
