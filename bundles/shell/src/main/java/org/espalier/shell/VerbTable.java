package org.espalier.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.door.VerbPlaces;
import org.espalier.door.VerbPlaces.Rule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where the verbs are done, read from their {@link Where}. */
public final class VerbTable {
    private VerbTable() {}

    /** Writes the table into a file; the build calls it. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file, of(new Verbs(BashScript.unattached()).specification()).text());
    }

    /** The table of a command line's verbs. */
    static VerbPlaces of(CommandSpec root) {
        Map<String, Rule> rules = new TreeMap<>();
        root.subcommands().forEach((name, verb) -> {
            @Nullable Where where = of(verb.getCommandSpec().userObject());
            if (where != null) rules.put(name, new Rule(where.value(), where.option(), where.with()));
        });
        return new VerbPlaces(rules);
    }

    /** Where a verb is done; null if it does not say. */
    static @Nullable Where of(Object verb) {
        return verb.getClass().getAnnotation(Where.class);
    }
}
