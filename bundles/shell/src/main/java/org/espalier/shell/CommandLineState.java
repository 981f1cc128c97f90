package org.espalier.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How far a command line has come that is not complete yet, so that picocli could not parse it.
 *
 * @param spec      the verb, or the root before there is one
 * @param arguments the verb's arguments so far
 * @param options   values of options so far, by the names that were typed; of several the last
 * @param wanting   the option whose value comes next
 */
record CommandLineState(
        CommandSpec spec, List<String> arguments, Map<String, String> options, Optional<OptionSpec> wanting) {

    /** The state after some words. */
    static CommandLineState after(CommandSpec root, List<String> words) {
        CommandSpec spec = root;
        List<String> arguments = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        @Nullable OptionSpec wanting = null;
        String name = "";
        for (String word : words) {
            @Nullable CommandLine verb = root.subcommands().get(word);
            if (wanting != null) {
                options.put(name, word);
                wanting = null;
            } else if (word.startsWith("-")) {
                int equals = word.indexOf('=');
                name = equals < 0 ? word : word.substring(0, equals);
                if (equals >= 0) options.put(name, word.substring(equals + 1));
                @Nullable OptionSpec option = equals < 0 ? spec.findOption(name) : null;
                wanting = option != null && option.arity().max() > 0 ? option : null;
            } else if (spec == root && verb != null) {
                spec = verb.getCommandSpec();
            } else {
                arguments.add(word);
            }
        }
        return new CommandLineState(spec, arguments, options, Optional.ofNullable(wanting));
    }

    /** The value of an option; empty if it was not given. */
    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
