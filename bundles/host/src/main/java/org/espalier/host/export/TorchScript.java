package org.espalier.host.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The script beside exported weights: how they are read and scaled, which is the host's, around the model, which its author's is. */
final class TorchScript {
    static final String FILE = "load_in_torch.py";
    private static final String ABOUT = "@about@";
    private static final String WEIGHTS = "@weights@";
    private static final String MODEL = "# @model@\n";
    private static final String WHY = "@why@";

    private TorchScript() {}

    /**
     * The script.
     *
     * @param about   what is exported, one line
     * @param weights name of the file with the weights
     * @param model   source that defines {@code network()}
     */
    static String of(String about, String weights, String model) {
        return resource(FILE)
                .replace(ABOUT, quotable(about))
                .replace(WEIGHTS, weights)
                .replace(MODEL, model.strip() + "\n");
    }

    /** What stands in the model's place where there is no source of it: one that says why. */
    static String missing(String why) {
        return resource("no_model.py").replace(WHY, quotable(why));
    }

    /** Text that ends no string of Python and begins no escape. */
    private static String quotable(String text) {
        return text.replace('\\', '/').replace('"', '\'').replaceAll("\\s+", " ");
    }

    private static String resource(String name) {
        try (InputStream in = TorchScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks its " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
