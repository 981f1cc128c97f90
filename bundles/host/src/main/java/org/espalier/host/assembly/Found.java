package org.espalier.host.assembly;

import java.util.Map;
import java.util.Optional;
import org.espalier.api.plugin.SettingsException;
import org.espalier.host.job.Choice;
import org.espalier.host.plugins.Shelf;
import org.espalier.host.plugins.Slot;
import org.espalier.host.plugins.Supply;
import org.espalier.settings.Names;
import org.espalier.settings.SettingsBinding;

/**
 * A plugin that a job asks for, found on its shelf, with its settings bound.
 *
 * @param plugin   the service
 * @param settings a value of its settings record
 * @param slot     its card
 */
record Found<T>(T plugin, Record settings, Slot<T> slot) {
    /** Tells the settings record of a plugin; the API's plugin kinds share no supertype. */
    interface SettingsOf<T> {
        Class<? extends Record> type(T plugin);
    }

    /** The plugin of a choice; SettingsException names the nearest there are. */
    static <T> Found<T> find(Supply supply, Shelf<T> shelf, Choice choice, SettingsOf<T> settings) {
        try (Slot<T>.Lease lease = supply.lease(shelf, choice.type()).orElseThrow(() -> unknown(shelf, choice))) {
            Record bound = choice.bind(settings.type(lease.plugin()));
            return new Found<>(lease.plugin(), bound, lease.slot());
        }
    }

    private static SettingsException unknown(Shelf<?> shelf, Choice choice) {
        Optional<String> fault = shelf.fault(choice.type());
        if (fault.isPresent()) {
            return new SettingsException(choice.key() + ".type", choice.type(), "is set aside: " + fault.get());
        }
        if (shelf.best(choice.type()).isPresent()) {
            return new SettingsException(
                    choice.key() + ".type", choice.type(), "is there, but was refused; the run's journal says why");
        }
        return new SettingsException(
                choice.key() + ".type",
                choice.type(),
                Names.unknown(
                        shelf.kind(), choice.type(), shelf.names().stream().toList()));
    }

    /** The choice with all defaults filled in. */
    Choice resolved(Choice choice) {
        Map<String, Object> all = SettingsBinding.toMap(settings);
        return choice.withSettings(all);
    }
}
