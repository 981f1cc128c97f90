package org.espalier.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.api.run.Changed;

/**
 * How a fork began, as its journal tells.
 *
 * @param parent  the checkpoint of which it is one; empty where the journal cannot be read
 * @param changes what is another in it, one line each
 */
record ForkedFrom(Optional<String> parent, List<String> changes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** That of a journal; of a fork of a fork the last. */
    static ForkedFrom of(Path journal) {
        Optional<String> parent = Optional.empty();
        List<String> changes = new ArrayList<>();
        boolean behind = false;
        try {
            for (String line : Files.readAllLines(journal)) {
                JsonNode fields = JSON.readTree(line);
                if (text(fields, "kind").equals("fork")) {
                    parent = Optional.of(text(fields, "parent"));
                    changes.clear();
                    behind = true;
                } else if (behind && text(fields, "kind").equals("set")) {
                    changes.add(changed(fields).line());
                } else {
                    behind = false;
                }
            }
        } catch (IOException e) {
            // It has begun, which is what counts; who reads its history is told what is wrong with it.
        }
        return new ForkedFrom(parent.filter(id -> !id.isEmpty()), changes);
    }

    private static Changed changed(JsonNode fields) {
        return new Changed(
                text(fields, "key"),
                text(fields, "from"),
                text(fields, "to"),
                text(fields, "note"),
                text(fields, "settings"));
    }

    private static String text(JsonNode fields, String key) {
        return fields.path(key).asText();
    }
}
