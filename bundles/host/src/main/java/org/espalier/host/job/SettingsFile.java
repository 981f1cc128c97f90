package org.espalier.host.job;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.api.run.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A file of settings for a run that trains: dotted or nested keys as in a job, beside {@code run}, the run's name, and
 * {@code because}. Immutable.
 */
public final class SettingsFile {
    private static final String RUN = "run";
    private static final String BECAUSE = "because";
    private final String where;
    private final String run;
    private final String because;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private SettingsFile(String text, String where, String fallback) throws RefusedException {
        this.where = where;
        YamlTree tree = YamlTree.parse(text, where);
        Map<String, @Nullable Object> flat =
                FlatSettings.of(tree.root(), (key, map, inMap) -> lines.put(key, tree.line(map, inMap)));
        run = word(flat.remove(RUN), RUN, fallback);
        because = word(flat.remove(BECAUSE), BECAUSE, "");
        for (Map.Entry<String, @Nullable Object> setting : flat.entrySet()) {
            if (setting.getValue() == null) {
                throw refusal(new RefusedException(where, setting.getKey(), "wants a value"));
            }
            settings.put(setting.getKey(), YamlTree.inline(setting.getValue()));
        }
        if (settings.isEmpty()) {
            throw new RefusedException(where, "", "sets nothing; it wants keys such as optimizer.lr: 1e-3");
        }
    }

    /**
     * The settings of a file.
     *
     * @param file     YAML 1.2 in UTF-8, at most 1 MB
     * @param where    what it is called in refusals
     * @param fallback the run's name if the file does not say
     * @throws RefusedException if it cannot be read or sets nothing; whether its settings are right only the run knows
     */
    public static SettingsFile read(Path file, String where, String fallback) throws RefusedException {
        return parse(JobFile.text(file), where, fallback);
    }

    /** The settings of a text. */
    public static SettingsFile parse(String yaml, String where, String fallback) throws RefusedException {
        return new SettingsFile(yaml, where, fallback);
    }

    private String word(@Nullable Object value, String key, String fallback) throws RefusedException {
        if (value == null) {
            return fallback;
        }
        if (value instanceof Map || String.valueOf(value).isBlank()) {
            throw refusal(new RefusedException(where, key, "wants a word"));
        }
        return String.valueOf(value);
    }

    /** The run that it is for, or a job. */
    public String run() {
        return run;
    }

    /** Why; may be empty. */
    public String because() {
        return because;
    }

    /** Dotted keys to YAML values, in the order of the file. */
    public Map<String, String> settings() {
        return settings;
    }

    /** A refusal of one of the settings with the line where it stands. */
    public RefusedException refusal(RefusedException refused) {
        int line = 0;
        int longest = -1;
        for (Map.Entry<String, Integer> one : lines.entrySet()) {
            String key = one.getKey();
            boolean near = refused.key().equals(key) || refused.key().startsWith(key + ".");
            if (near && key.length() > longest) {
                longest = key.length();
                line = one.getValue();
            }
        }
        return new RefusedException(line > 0 ? where + ":" + line : where, refused.key(), refused.why());
    }
}
