package org.espalier.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The card of a plugin: the name by which jobs ask for it, the schema of the state it keeps, the signals it wants.
 *
 * <p>Plugin authors write it on a component's class. The values become service properties ({@code espalier.name},
 * {@code espalier.schema}, {@code espalier.sees}), so that plugins are listed and checked without running their code.
 * Tests read the card from the class.
 *
 * <pre>{@code
 * @Component
 * @Plugin(name = "plateau", sees = Signal.HELD_OUT_LOSS)
 * public final class Plateau implements GrowthStrategy<Plateau.Settings> { … }
 * }</pre>
 */
@ProviderType
@ComponentPropertyType
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Plugin {
    /** Prefix of the service properties. */
    String PREFIX_ = "espalier.";

    /** Name in job files, in kebab case; unique among the plugins of one kind. */
    String name();

    /** Version of what the plugin writes into its {@link PluginState}; older ones go through {@code restore}. */
    int schema() default 1;

    /** Signals of {@code org.espalier.api.growth.Signal} that a strategy reads; the host accumulates no others for it. */
    String[] sees() default {};
}
