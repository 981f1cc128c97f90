package org.espalier.host.assembly;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.espalier.api.data.DataException;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.Choice;
import org.espalier.host.job.JobFile;

/** A refusal of data that names the setting whose file it is about, where there is one. */
final class DataRefusal {
    private DataRefusal() {}

    /**
     * The refusal of a job over its data.
     *
     * @param base the folder against which relative names are resolved
     */
    static RefusedException of(DataException e, JobFile file, Path base) {
        Choice data = file.job().data();
        for (Map.Entry<String, Object> setting : data.settings().entrySet()) {
            if (setting.getValue() instanceof String name && !name.isBlank()) {
                String key = data.key() + "." + setting.getKey();
                if (begins(e.where(), name)) {
                    // As it was typed, and once.
                    return file.refusal(key, name, within(e.where().substring(name.length())) + e.why());
                }
                if (begins(e.where(), base + File.separator + name)) {
                    // It says where a relative name was looked for.
                    return file.refusal(key, name, String.valueOf(e.getMessage()));
                }
            }
        }
        return file.refusal(data.key(), data.type(), String.valueOf(e.getMessage()));
    }

    private static boolean begins(String where, String name) {
        return where.startsWith(name) && where.substring(name.length()).matches("(?s)|[/\\\\:\\s].*");
    }

    /** A file of the folder that was named, or a part of the file. */
    private static String within(String rest) {
        String place = rest.replaceFirst("^[/\\\\:\\s]+", "");
        return place.isEmpty() ? "" : place + ": ";
    }
}
