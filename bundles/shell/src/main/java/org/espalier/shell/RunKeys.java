package org.espalier.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.run.PluginDescription;
import org.espalier.api.run.RefusedException;
import org.espalier.api.run.SettingDescription;

/** What may follow the name of a run: its keys with their present values, its places and the plugins that may take them. */
final class RunKeys {
    private static final String TYPE = ".type";
    /** The places whose kinds are not called as their keys are. */
    private static final Map<String, String> KINDS = Map.of("init", "initializer", "precision", "number system");

    private final Session session;
    private final CommandLineState state;

    /** @param state of a line whose first argument is a run, and of a swap the next two a place and a plugin */
    RunKeys(Session session, CommandLineState state) {
        this.session = session;
        this.state = state;
    }

    /** The settings that the run takes while it trains, or when it is resumed. */
    List<SettingDescription> changeable() {
        return all().stream().filter(SettingDescription::changeable).toList();
    }

    /** The places that plugins fill, each with the one that does now. */
    List<Completions.Candidate> places() {
        List<Completions.Candidate> places = new ArrayList<>();
        for (SettingDescription setting : all()) {
            // A run keeps its precision for life.
            if (setting.key().endsWith(TYPE) && !setting.key().equals("precision" + TYPE)) {
                String place = place(setting);
                places.add(new Completions.Candidate(place, setting.fallback().orElse(""), false));
            }
        }
        return places;
    }

    /** The plugins that may take the place that the line names. */
    List<Completions.Candidate> newcomers() {
        return plugins().stream()
                .map(plugin -> new Completions.Candidate(plugin.card().name(), plugin.purpose(), false))
                .toList();
    }

    /** The settings of the plugin that is to take the place; of the one that is there, if the line names none. */
    List<SettingDescription> ofNewcomer() {
        String place = argument(1).orElse("");
        Optional<String> now = all().stream()
                .filter(setting -> setting.key().equals(place + TYPE))
                .findFirst()
                .flatMap(SettingDescription::fallback);
        String name = argument(2).or(() -> now).orElse("");
        return plugins().stream()
                .filter(plugin -> plugin.card().name().equals(name))
                .flatMap(plugin -> plugin.settings().stream())
                .toList();
    }

    /** Whether the line names a place. */
    boolean isSwap() {
        return state.spec().positionalParameters().stream()
                .anyMatch(argument -> argument.paramLabel().equals(Completions.KEY));
    }

    private List<PluginDescription> plugins() {
        String place = argument(1).orElse("");
        String last = place.substring(place.lastIndexOf('.') + 1);
        String kind = place.startsWith("growth.") ? "strategy" : KINDS.getOrDefault(last, last);
        return session.catalog().plugins().stream()
                .filter(plugin -> plugin.card().kind().equals(kind))
                .toList();
    }

    private static String place(SettingDescription setting) {
        return setting.key().substring(0, setting.key().length() - TYPE.length());
    }

    private Optional<String> argument(int place) {
        return state.arguments().size() > place ? Optional.of(state.arguments().get(place)) : Optional.empty();
    }

    /** Of a run that goes on as it stands now; of another as at its newest checkpoint. */
    private List<SettingDescription> all() {
        try {
            Path runs = Path.of(state.option("--runs").orElse("runs"));
            String name = argument(0).orElse("");
            LiveRuns here = new LiveRuns(session, runs);
            if (here.haveBesideFolder(name)) {
                return session.catalog().settings(here.find("complete", name));
            }
            Path directory = new RunNames(session.work(), runs).find("complete", name);
            return session.catalog().settings(directory);
        } catch (RefusedException e) {
            return session.catalog().job().stream()
                    .filter(setting -> !setting.key().contains("[]"))
                    .toList();
        }
    }
}
