package org.espalier.host.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.arrays.NpyException;
import org.espalier.arrays.Npz;
import org.espalier.host.store.Json;
import org.espalier.host.store.Tensor;
import org.espalier.host.store.TensorFile;
import org.espalier.host.store.TensorFileException;
import org.espalier.host.training.GivenWeights;
import org.espalier.host.training.Normaliser;
import org.espalier.settings.OneLine;

/**
 * The reading of a file of weights, safetensors or .npz by its first bytes, whoever wrote it. What says that it comes from here
 * must be whole; of others tensors alone are taken.
 */
public final class WeightsReader {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private final String file;

    private WeightsReader(String file) {
        this.file = file;
    }

    /**
     * The weights of a file, every entry finite.
     *
     * @throws WeightsException if it is damaged, newer, of another kind, or holds what is no weight
     */
    public static GivenWeights read(Path file) throws IOException {
        WeightsReader reader = new WeightsReader(file.toString());
        return reader.given(reader.weights(file));
    }

    /** Weights that were not read from a file, under the name that messages are to give them. */
    static GivenWeights given(String name, Weights weights) throws IOException {
        return new WeightsReader(name).checked(weights);
    }

    private Weights weights(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw refuse("", Files.exists(path) ? "is neither a file nor a checkpoint" : "there is no such file");
        }
        try {
            Path real = path.toRealPath();
            return zip(real) ? ofNpz(Npz.read(real)) : ofSafetensors(TensorFile.read(real));
        } catch (NpyException e) {
            throw refuse(OneLine.plain(e.field()) + " at byte " + e.offset(), e.why());
        } catch (TensorFileException e) {
            throw refuse(e.where(), e.why());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refuse("", "holds what cannot be: " + OneLine.plain(String.valueOf(e.getMessage())));
        }
    }

    private static boolean zip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    private Weights ofNpz(Npz npz) throws IOException {
        Map<String, Tensor.Floats> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Npz.Array> array : npz.arrays().entrySet()) {
            tensors.put(
                    array.getKey(),
                    new Tensor.Floats(array.getValue().shape(), array.getValue().values()));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        String json = npz.texts().get(WeightsFormat.TEXTS);
        if (json != null) {
            for (Map.Entry<String, Object> text :
                    parsed(WeightsFormat.TEXTS, json).entrySet()) {
                if (!(text.getValue() instanceof String value)) {
                    throw refuse(WeightsFormat.TEXTS, OneLine.plain(text.getKey()) + " is no text");
                }
                texts.put(text.getKey(), value);
            }
        }
        return new Weights(tensors, texts);
    }

    private Weights ofSafetensors(TensorFile content) throws WeightsException {
        Map<String, Tensor.Floats> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> tensor : content.tensors().entrySet()) {
            if (!(tensor.getValue() instanceof Tensor.Floats floats)) {
                throw refuse(
                        OneLine.plain(tensor.getKey()),
                        "is " + tensor.getValue().type() + "; weights are F32");
            }
            tensors.put(tensor.getKey(), floats);
        }
        return new Weights(tensors, content.metadata());
    }

    private GivenWeights given(Weights weights) throws IOException {
        String version = weights.texts().get(Weights.FORMAT);
        if (version != null) {
            checkOwn(weights, version);
        }
        return checked(weights);
    }

    private GivenWeights checked(Weights weights) throws IOException {
        Map<String, GivenWeights.Array> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor.Floats> tensor : weights.tensors().entrySet()) {
            float[] values = tensor.getValue().values();
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    String name = OneLine.plain(tensor.getKey());
                    throw refuse(name, "entry " + i + " is " + values[i] + "; weights must be finite");
                }
            }
            arrays.put(tensor.getKey(), new GivenWeights.Array(tensor.getValue().shape(), values));
        }
        return new GivenWeights(file, dims(weights), arrays, normaliser(weights));
    }

    private void checkOwn(Weights weights, String version) throws WeightsException {
        if (!version.matches("[0-9]{1,9}") || Integer.parseInt(version) > Weights.VERSION) {
            throw refuse(
                    Weights.FORMAT,
                    "it has format " + OneLine.of(version) + ", this version reads at most " + Weights.VERSION);
        }
        String checksum = weights.texts().get(Weights.CHECKSUM);
        if (!weights.sum().equals(checksum)) {
            String why = checksum == null ? "is missing" : "is not that of what the file holds";
            throw refuse(Weights.CHECKSUM, why + "; it was damaged or changed. Weights of your own go without texts");
        }
    }

    private Map<String, Integer> dims(Weights weights) throws IOException {
        String json = weights.texts().get(Weights.DIMS);
        Map<String, Integer> dims = new LinkedHashMap<>();
        if (json != null) {
            for (Map.Entry<String, Object> dim : parsed(Weights.DIMS, json).entrySet()) {
                if (!(dim.getValue() instanceof Integer size) || size < 0) {
                    throw refuse(
                            Weights.DIMS + "." + OneLine.plain(dim.getKey()),
                            OneLine.of(dim.getValue()) + " is no size");
                }
                dims.put(dim.getKey(), size);
            }
        }
        return dims;
    }

    private Optional<Normaliser> normaliser(Weights weights) throws IOException {
        String json = weights.texts().get(Weights.NORMALISER);
        if (json == null) {
            return Optional.empty();
        }
        Map<String, Object> sides = parsed(Weights.NORMALISER, json);
        List<double[]> moments = new ArrayList<>();
        for (String side : List.of("input", "target")) {
            for (String moment : List.of("mean", "std")) {
                moments.add(moment(sides, side, moment));
            }
        }
        return Optional.of(new Normaliser(moments.get(0), moments.get(1), moments.get(2), moments.get(3)));
    }

    private double[] moment(Map<String, Object> sides, String side, String moment) throws WeightsException {
        String field = Weights.NORMALISER + "." + side + "." + moment;
        if (!(sides.get(side) instanceof Map<?, ?> moments) || !(moments.get(moment) instanceof List<?> list)) {
            throw refuse(field, "is missing");
        }
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(list.get(i) instanceof Number number)
                    || !Double.isFinite(number.doubleValue())
                    || moment.equals("std") && number.doubleValue() <= 0) {
                throw refuse(
                        field, OneLine.of(list.get(i)) + " is no " + (moment.equals("std") ? "deviation" : "mean"));
            }
            values[i] = number.doubleValue();
        }
        return values;
    }

    private Map<String, Object> parsed(String field, String json) throws WeightsException {
        try {
            return Json.parse(json);
        } catch (IOException e) {
            throw refuse(field, String.valueOf(e.getMessage()));
        }
    }

    private WeightsException refuse(String field, String why) {
        return new WeightsException(file, field, why);
    }
}
