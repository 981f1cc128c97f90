package org.espalier.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.run.RefusedException;
import picocli.CommandLine.Option;

/** The option of verbs that take settings which go before the job's. */
final class Settings {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting that goes before the job's; growth entries by their id. May be repeated.")
    List<String> given = new ArrayList<>();

    /** Dotted keys to values, in their order; of a key given twice the last counts. */
    Map<String, String> map() throws RefusedException {
        return map("--set", given);
    }

    /** A request with each of them set, in their order. */
    <R> R on(R request, Setter<R> setter) throws RefusedException {
        R all = request;
        for (Map.Entry<String, String> setting : map().entrySet()) {
            all = setter.set(all, setting.getKey(), setting.getValue());
        }
        return all;
    }

    /** How a request takes a setting. */
    @FunctionalInterface
    interface Setter<R> {
        R set(R request, String key, String value);
    }

    /** Words such as {@code epochs=20} likewise. */
    static Map<String, String> map(String where, List<String> given) throws RefusedException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : given) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new RefusedException(
                        where,
                        "",
                        setting + " — wants KEY=VALUE, such as " + (where.startsWith("-") ? where + " " : "")
                                + "epochs=20");
            }
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return settings;
    }
}
