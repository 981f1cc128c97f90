package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What a command of the container answered: its exit code and what it wrote. */
record Answer(int exitCode, String output, String errors) {

    /** Calls the command service as the launcher does. */
    static Answer of(BundleContext context, String... words) throws InvalidSyntaxException {
        ServiceReference<?>[] main =
                context.getServiceReferences(Function.class.getName(), "(org.espalier.command=main)");
        @SuppressWarnings("unchecked") // the protocol between launcher and command
        var command = (Function<List<String>, Integer>) context.getService(main[0]);
        try {
            return of(command, words);
        } finally {
            context.ungetService(main[0]);
        }
    }

    private static Answer of(Function<List<String>, Integer> command, String... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
            int code = command.apply(List.of(words));
            return new Answer(code, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** One line on stderr that says all this, exit code 2, and nothing else. */
    void refuses(String... said) {
        assertEquals(2, exitCode, this::toString);
        assertEquals("", output);
        assertTrue(errors.startsWith("espalier: ") && errors.endsWith("\n"), errors);
        assertEquals(1, errors.lines().count(), errors);
        for (String one : said) assertTrue(errors.contains(one), () -> "does not say \"" + one + "\": " + errors);
    }
}
