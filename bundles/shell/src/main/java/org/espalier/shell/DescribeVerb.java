package org.espalier.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.RefusedException;
import org.espalier.door.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "describe",
        description = {
            "Explain a plugin: its purpose, its settings with ranges and defaults, the signals that it sees.",
            "Without a name list all plugins, with a kind those of the kind; 'job' explains the keys of a job."
        },
        footer = {"", "Example: espalier describe strategy ifno"})
@Where(Place.EITHER)
final class DescribeVerb implements Callable<Integer> {
    private static final String JOB = "job";
    private final Session session;

    @Parameters(
            arity = "0..2",
            paramLabel = "[KIND] NAME",
            hideParamSyntax = true,
            description = "A plugin's name, after its kind where kinds share the name; or a kind alone, or 'job'.")
    List<String> words = new ArrayList<>();

    @Option(names = "--json", description = "Print every plugin with all its settings as one line of JSON.")
    boolean json;

    @Option(names = "--markdown", description = "Print the tables of the documentation.")
    boolean markdown;

    DescribeVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws RefusedException, JsonProcessingException {
        if (words.size() == 1 && words.get(0).equals(JOB)) {
            describeJob();
        } else {
            describe(chosen());
        }
        return ExitCodes.OK;
    }

    private List<PluginDescription> chosen() throws RefusedException {
        Catalog catalog = session.catalog();
        if (words.isEmpty()) return catalog.plugins();
        if (words.size() > 1) return catalog.find(words.get(0), words.get(1));
        String word = words.get(0);
        boolean name = catalog.plugins().stream()
                .anyMatch(plugin -> plugin.card().name().equals(word));
        List<PluginDescription> kind = ofKind(word);
        return name || kind.isEmpty() ? catalog.find("", word) : kind;
    }

    private List<PluginDescription> ofKind(String word) {
        String kind = word.replace('-', ' ');
        return session.catalog().plugins().stream()
                .filter(plugin -> plugin.card().kind().equals(kind))
                .toList();
    }

    private void describeJob() throws JsonProcessingException {
        if (json) {
            session.print(DescriptionJson.job(session.catalog().job()));
        } else if (markdown) {
            SettingsMarkdown.job(session.catalog().job()).forEach(session::print);
        } else {
            new DescriptionText(session.terminal()).job(session.catalog().job()).forEach(session::print);
        }
    }

    private void describe(List<PluginDescription> plugins) throws JsonProcessingException {
        if (json) {
            for (PluginDescription plugin : plugins) session.print(DescriptionJson.of(plugin));
        } else if (markdown) {
            boolean all = words.isEmpty();
            (all ? SettingsMarkdown.page(session.catalog().job(), plugins) : SettingsMarkdown.of(plugins))
                    .forEach(session::print);
        } else {
            describeInWords(plugins);
        }
    }

    private void describeInWords(List<PluginDescription> plugins) {
        DescriptionText text = new DescriptionText(session.terminal());
        boolean list = words.isEmpty()
                || words.size() == 1
                        && plugins.stream().noneMatch(p -> p.card().name().equals(words.get(0)));
        (list ? text.list(plugins) : text.pages(plugins)).forEach(session::print);
        if (list) return;
        List<PluginDescription> namesakes = words.size() == 1 ? ofKind(words.get(0)) : List.of();
        if (!namesakes.isEmpty()) {
            session.print("");
            session.print(words.get(0) + " is a kind, too:");
            text.list(namesakes).forEach(session::print);
        }
    }
}
