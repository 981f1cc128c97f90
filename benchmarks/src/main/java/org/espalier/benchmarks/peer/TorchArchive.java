package org.espalier.benchmarks.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module as the file that libtorch loads: a zip of its source, its tensors, and a pickle that ties them together. It spares
 * the benchmarks a Python with PyTorch.
 */
final class TorchArchive {
    private static final String MODULE = "__torch__";
    /** The newest set of operators: that of libtorch 2. */
    private static final String FORMAT = "10\n";

    private final String name;
    private final List<Attribute> attributes = new ArrayList<>();

    private record Attribute(String name, int[] shape, float[] values, boolean trained) {}

    /** An archive of one class of that name. */
    TorchArchive(String name) {
        this.name = name;
    }

    /** Adds a trained tensor. */
    void parameter(String attribute, int[] shape, float[] values) {
        attributes.add(new Attribute(attribute, shape, values, true));
    }

    /** Adds a tensor that no gradient goes to. */
    void buffer(String attribute, int[] shape, float[] values) {
        attributes.add(new Attribute(attribute, shape, values, false));
    }

    /** Adds zeros in the shape of every trained tensor that there is, named by a prefix and its number. */
    void zeros(String prefix) {
        List<Attribute> trained = attributes.stream().filter(Attribute::trained).toList();
        for (int i = 0; i < trained.size(); i++) {
            buffer(prefix + i, trained.get(i).shape(), new float[trained.get(i).values().length]);
        }
    }

    /** Names of all trained tensors, in the order in which they were added. */
    List<String> parameters() {
        return attributes.stream()
                .filter(Attribute::trained)
                .map(Attribute::name)
                .toList();
    }

    /**
     * Writes the archive.
     *
     * @param methods the source of the class's methods, indented by two spaces; {@code Self} stands for the class
     */
    void write(Path file, String methods) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            store(zip, "data.pkl", pickle());
            store(zip, "code/" + MODULE + ".py", source(methods).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < attributes.size(); i++) {
                store(zip, "data/" + i, littleEndian(attributes.get(i).values()));
            }
            store(zip, "constants.pkl", new Pickle().emptyTuple().stop());
            store(zip, "version", FORMAT.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private String source(String methods) {
        StringBuilder text = new StringBuilder("class " + name + "(Module):\n");
        text.append("  __parameters__ = ").append(names(true)).append('\n');
        text.append("  __buffers__ = ").append(names(false)).append('\n');
        attributes.forEach(a -> text.append("  ").append(a.name()).append(" : Tensor\n"));
        text.append("  training : bool\n");
        return text + methods.replace("Self", MODULE + "." + name);
    }

    private String names(boolean trained) {
        StringBuilder text = new StringBuilder("[");
        for (Attribute each : attributes) {
            if (each.trained() == trained) {
                text.append('"').append(each.name()).append("\", ");
            }
        }
        return text.append(']').toString();
    }

    private byte[] pickle() {
        Pickle pickle = new Pickle();
        pickle.global(MODULE, name).emptyTuple().newObject();
        pickle.emptyDictionary().mark();
        for (int i = 0; i < attributes.size(); i++) {
            pickle.text(attributes.get(i).name());
            tensor(pickle, i, attributes.get(i));
        }
        pickle.text("training").truth(true);
        return pickle.setItems().build().stop();
    }

    private static void tensor(Pickle pickle, int key, Attribute tensor) {
        int[] strides = new int[tensor.shape().length];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= tensor.shape()[axis];
        }
        pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
        pickle.mark().text("storage").global("torch", "FloatStorage");
        pickle.text(Integer.toString(key)).text("cpu").number(tensor.values().length);
        pickle.tuple().persistent();
        pickle.number(0).numbers(tensor.shape()).numbers(strides).truth(tensor.trained());
        pickle.global("collections", "OrderedDict").emptyTuple().call();
        pickle.tuple().call();
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** libtorch reads no compressed entries in a hurry, and wants one folder around everything. */
    private void store(ZipOutputStream zip, String path, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name + "/" + path);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
