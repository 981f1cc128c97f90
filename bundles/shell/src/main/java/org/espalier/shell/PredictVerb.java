package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.espalier.api.run.RefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "predict",
        description = {
            "Predict with a checkpoint, a run's last or one of a step, at any resolution.",
            "With --text, let a model of text go on with one: it is printed as it is written."
        },
        footer = {
            "",
            "Examples: espalier predict darcy --input a.npy --output u.npy",
            "          espalier predict gpt --text 'CHAPTER 1.' --length 1000"
        })
final class PredictVerb implements Callable<Integer> {
    private final Session session;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CheckpointChoice checkpoint = new CheckpointChoice();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Inputs, .npy: [samples, points…], with or without a last axis of channels.")
    @Nullable
    Path input;

    @Option(names = "--output", paramLabel = "FILE", description = "The .npy file to write; it must not exist.")
    @Nullable
    Path output;

    @Mixin
    TextChoice text = new TextChoice();

    PredictVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, InterruptedException, JsonProcessingException {
        if (text.wanted()) {
            if (input != null || output != null) throw misuse("--text goes without --input and --output");
            text.write(checkpoint.find("predict", session), session);
            return ExitCodes.OK;
        }
        text.foreign().ifPresent(option -> {
            throw misuse(option + " goes with --text TEXT");
        });
        if (input == null && output == null) {
            throw misuse("--text TEXT, or --input FILE and --output FILE, must be given");
        }
        if (input == null) throw misuse("--input FILE must be given");
        if (output == null) throw misuse("--output FILE must be given");
        return predict(input, output);
    }

    private ParameterException misuse(String why) {
        if (spec == null) throw new IllegalStateException("a verb has its specification");
        return new ParameterException(spec.commandLine(), why);
    }

    private int predict(Path from, Path to) throws RefusedException {
        Path directory = checkpoint.find("predict", session);
        Path work = session.work();
        int[] shape = session.runs().predict(directory, work.resolve(from), work.resolve(to));
        String times = " " + session.terminal().glyphs().times() + " ";
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(times));
        session.print(session.shown(to) + "  " + sizes);
        return ExitCodes.OK;
    }
}
