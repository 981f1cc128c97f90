package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.api.run.PluginCard;
import org.espalier.api.run.PluginTrouble;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "plugins",
        description = "List the plugins that are there with their bundles, and what is wrong in the drop-in folder.")
@Where(Place.EITHER)
final class PluginsVerb implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Session session;

    @Option(
            names = "--json",
            description = "Print every plugin, and every file that does not serve, as one line of JSON.")
    boolean json;

    PluginsVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        List<PluginCard> cards = session.runs().plugins();
        List<PluginTrouble> troubles = session.runs().pluginTroubles();
        if (json) {
            for (PluginCard card : cards) session.print(JSON.writeValueAsString(fields(card)));
            for (PluginTrouble trouble : troubles) session.print(JSON.writeValueAsString(fields(trouble)));
        } else {
            table(cards).lines().forEach(session::print);
            troubles.forEach(
                    trouble -> session.print((trouble.refused() ? "refused  " : "warning  ") + trouble.line()));
        }
        return ExitCodes.OK;
    }

    /** What was dropped in, as what and instead of what; where nothing was, nothing is said of it. */
    private static Table table(List<PluginCard> cards) {
        boolean dropIns = cards.stream().anyMatch(card -> !card.file().isEmpty());
        Table table = new Table("KIND", "NAME", "BUNDLE", "VERSION", dropIns ? "DROPPED IN" : "");
        cards.forEach(card -> table.row(card.kind(), card.name(), card.bundle(), card.version(), droppedIn(card)));
        return table;
    }

    private static String droppedIn(PluginCard card) {
        return card.file() + (card.replaces().isEmpty() ? "" : ", in the place of the archive's " + card.replaces());
    }

    private static Map<String, String> fields(PluginTrouble trouble) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("trouble", trouble.refused() ? "refused" : "warning");
        fields.put("file", trouble.file());
        fields.put("bundle", trouble.bundle());
        fields.put("why", trouble.why());
        fields.put("advice", trouble.advice());
        return fields;
    }

    private static Map<String, String> fields(PluginCard card) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", card.kind());
        fields.put("name", card.name());
        fields.put("bundle", card.bundle());
        fields.put("version", card.version());
        if (!card.file().isEmpty()) fields.put("file", card.file());
        if (!card.replaces().isEmpty()) fields.put("replaces", card.replaces());
        return fields;
    }
}
