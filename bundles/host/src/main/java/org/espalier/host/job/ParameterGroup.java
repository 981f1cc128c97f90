package org.espalier.host.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Dims;
import org.espalier.settings.SettingCard;
import org.espalier.settings.SettingsBinding;

/**
 * Parameters that are updated in a way of their own. A parameter belongs to the first group whose pattern matches its name,
 * or to none, and is then updated as the job's optimizer says.
 *
 * @param match     parameter names; {@code *} stands for any characters
 * @param rate      factor on the optimizer's rate, at least 0
 * @param optimizer the optimizer; in a job file it may leave out the type and then adds to the settings of the job's own
 * @param rounded   whether the job's number system carries them; float32 if not
 */
public record ParameterGroup(String match, double rate, Choice optimizer, boolean rounded) {
    /** Whether a parameter of that name belongs to the group, unless an earlier one takes it. */
    public boolean matches(String parameter) {
        return Dims.claims(match, parameter);
    }

    /** The keys of a group but for its optimizer, for help and docs. */
    public static List<SettingCard> describe() {
        return SettingsBinding.describe(GroupKeys.class);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("match", match);
        map.put("rate", rate);
        map.put("optimizer", optimizer.toMap());
        if (!rounded) {
            map.put("precision", GroupKeys.FLOAT32);
        }
        return map;
    }
}
