package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.PluginCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "plugins", description = "List the plugins that are there, and the bundles that supply them.")
final class PluginsVerb implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Session session;

    @Option(names = "--json", description = "Print every plugin as one line of JSON.")
    boolean json;

    PluginsVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        List<PluginCard> cards = session.runs().plugins();
        if (json) {
            for (PluginCard card : cards) session.print(JSON.writeValueAsString(fields(card)));
        } else {
            Table table = new Table("KIND", "NAME", "BUNDLE", "VERSION");
            cards.forEach(card -> table.row(card.kind(), card.name(), card.bundle(), card.version()));
            table.lines().forEach(session::print);
        }
        return ExitCodes.OK;
    }

    private static Map<String, String> fields(PluginCard card) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", card.kind());
        fields.put("name", card.name());
        fields.put("bundle", card.bundle());
        fields.put("version", card.version());
        return fields;
    }
}
