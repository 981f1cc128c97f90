package org.espalier.host.plugins;

import org.espalier.api.growth.Initializer;
import org.espalier.api.growth.Layout;
import org.espalier.api.growth.Newborn;
import org.espalier.api.plugin.SettingsException;

/** An initializer together with its settings. */
public final class BoundInitializer {
    private final Initializer<Record> initializer;
    private final Record settings;

    /** The initializer with a value of its own settings record. */
    @SuppressWarnings("unchecked") // the binder has made the record from initializer.settings()
    public BoundInitializer(Initializer<?> initializer, Record settings) {
        this.initializer = (Initializer<Record>) initializer;
        this.settings = initializer.settings().cast(settings);
    }

    /** Refuses a layout that it cannot bear. */
    public void check(Layout layout) throws SettingsException {
        initializer.check(layout, settings);
    }

    /** Fills newborn entries, or says that it leaves them to the layout's default. */
    public boolean initialize(Newborn newborn) {
        return initializer.initialize(newborn, settings);
    }
}
