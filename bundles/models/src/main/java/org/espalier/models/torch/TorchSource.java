package org.espalier.models.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A class of PyTorch, which stands in files beside this one, and the call that makes it at a run's sizes.
 *
 * <pre>{@code TorchSource.of("Perceptron", "layers.py", "mlp.py").with("inputs", 2).with("widths", List.of(8, 16)).text()}</pre>
 */
public final class TorchSource {
    private final String type;
    private final List<String> files;
    private final Map<String, String> arguments = new LinkedHashMap<>();

    private TorchSource(String type, List<String> files) {
        this.type = type;
        this.files = files;
    }

    /** The class of that name, and the files of this package that define it: what it builds upon first, itself last. */
    public static TorchSource of(String type, String... files) {
        return new TorchSource(type, List.of(files));
    }

    /** With a whole number as an argument. */
    public TorchSource with(String name, int value) {
        return put(name, Integer.toString(value));
    }

    /** With a word, of letters alone, as an argument. */
    public TorchSource with(String name, String word) {
        return put(name, "\"" + word + "\"");
    }

    /** With a list of whole numbers as an argument. */
    public TorchSource with(String name, Collection<Integer> values) {
        return put(name, values.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]")));
    }

    private TorchSource put(String name, String literal) {
        arguments.put(name, literal);
        return this;
    }

    /** The class, and a function {@code network()} that makes it. */
    public String text() {
        StringBuilder call = new StringBuilder();
        arguments.forEach((name, literal) -> call.append("        %s=%s,%n".formatted(name, literal)));
        return """
                %s

                def network():
                    \"""The model at the sizes to which this run has grown.\"""
                    return %s(
                %s    )
                """
                .formatted(files.stream().map(TorchSource::resource).collect(Collectors.joining("\n\n")), type, call)
                .replace("\r\n", "\n");
    }

    private static String resource(String file) {
        try (InputStream in = TorchSource.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks its " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
