package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.Generated;
import org.espalier.api.run.GenerationRequest;
import org.espalier.api.run.RefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A text to go on with, how far and how freely, and its way to the reader. */
final class TextChoice {
    /** ASCII alone: what a model has written stays as it was, and commands no terminal. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "A text to go on with; '' for the beginning of a line.")
    @Nullable
    String text;

    @Option(names = "--length", paramLabel = "N", description = "With --text: tokens to write (default: 400).")
    @Nullable
    Integer length;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "With --text: how freely, 1 as learned, 0 the likeliest token (default: 0.8).")
    @Nullable
    Double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            description = "With --text: draw among the K likeliest tokens, 0 for all (default: 0).")
    @Nullable
    Integer topK;

    @Option(names = "--seed", paramLabel = "N", description = "With --text: another seed, another text (default: 1).")
    @Nullable
    Long seed;

    @Option(names = "--json", description = "With --text: print one line of JSON when it is written.")
    boolean json;

    /** Whether there is a text. */
    boolean wanted() {
        return text != null;
    }

    /** An option that says something of a text. */
    Optional<String> foreign() {
        if (length != null) return Optional.of("--length");
        if (temperature != null) return Optional.of("--temperature");
        if (topK != null) return Optional.of("--top-k");
        if (seed != null) return Optional.of("--seed");
        return json ? Optional.of("--json") : Optional.empty();
    }

    /** Has a checkpoint, or the newest of a run, go on with the text and shows both. */
    void write(Path checkpoint, Session session)
            throws RefusedException, InterruptedException, JsonProcessingException {
        byte[] prompt = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
        GenerationRequest request = request(checkpoint, prompt);
        if (json) {
            session.print(JSON.writeValueAsString(fields(request, session)));
            return;
        }
        WrittenText written = new WrittenText(session.out(), session.terminal().live(), prompt);
        try {
            session.runs().generate(request, written);
        } finally {
            written.end();
        }
    }

    private GenerationRequest request(Path checkpoint, byte[] prompt) {
        GenerationRequest request = GenerationRequest.of(checkpoint, prompt);
        if (length != null) request = request.length(length);
        if (temperature != null) request = request.temperature(temperature);
        if (topK != null) request = request.topK(topK);
        return seed == null ? request : request.seed(seed);
    }

    private static Map<String, Object> fields(GenerationRequest request, Session session)
            throws RefusedException, InterruptedException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Generated done = session.runs().generate(request, bytes -> {
            written.writeBytes(bytes);
            return true;
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("checkpoint", session.shown(done.checkpoint()));
        fields.put("prompt", new String(request.text(), StandardCharsets.UTF_8));
        fields.put("text", written.toString(StandardCharsets.UTF_8));
        fields.put("tokens", done.tokens());
        fields.put("temperature", request.temperature());
        fields.put("top-k", request.topK());
        fields.put("seed", request.seed());
        return fields;
    }
}
