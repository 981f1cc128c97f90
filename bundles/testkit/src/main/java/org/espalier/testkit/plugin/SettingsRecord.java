package org.espalier.testkit.plugin;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.SettingsException;
import org.espalier.settings.SettingType;
import org.espalier.settings.SettingsBinding;

/**
 * What a settings record must be, so that a host can read it from a job file and explain it to people. Types, defaults and
 * samples are read by the host's own code.
 */
final class SettingsRecord {
    private SettingsRecord() {}

    /** AssertionError if the host would set the plugin aside for its settings, or a component is not documented. */
    static void check(Class<? extends Record> type) {
        try {
            SettingsBinding.check(type);
        } catch (IllegalArgumentException e) {
            throw new AssertionError(
                    "The host sets a plugin with such settings aside: " + e.getMessage()
                            + ". Correct the component, its @Default, @Range or @OneOf.",
                    e);
        }
        checkDocumented(type);
    }

    /** Stricter than the host, which takes what says nothing of itself. */
    private static void checkDocumented(Class<? extends Record> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = type.getSimpleName() + "." + component.getName();
            Doc doc = component.getAnnotation(Doc.class);
            if (doc == null || doc.value().isBlank()) {
                throw new AssertionError(
                        "The setting " + name + " says nothing of itself. Put @Doc(\"…\") on the component:"
                                + " one sentence with the unit, which help and the settings tables show.");
            }
            if (doc.value().strip().endsWith(".")) {
                throw new AssertionError(
                        "The @Doc of " + name + " ends in a full stop. Leave it out: it stands in tables.");
            }
            SettingType.nested(SettingType.of(component.getGenericType(), name))
                    .ifPresent(nested -> checkDocumented(nested.type()));
        }
    }

    /** AssertionError if no job could give these settings, at whatever depth the reason lies. */
    static void checkSample(Record settings) {
        Map<String, Object> written;
        try {
            written = SettingsBinding.toMap(settings);
            Record read = SettingsBinding.bind(settings.getClass(), written, "");
            if (!read.equals(settings)) {
                throw new AssertionError("The sample settings " + settings + " come back from a job as " + read
                        + ". A settings record keeps what it is given, or refuses it.");
            }
        } catch (SettingsException e) {
            throw new AssertionError(
                    "The sample settings " + settings + " could not come from a job: " + e.getMessage()
                            + ". Correct the sample, or the bounds of the component.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new AssertionError(
                    "The sample settings " + settings + " could not come from a job: " + e.getMessage()
                            + ". What may be left out is an Optional.",
                    e);
        }
    }
}
