package org.espalier.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Value of a setting that the job does not give, as it would be written in YAML; a setting without one is required.
 * Plugin authors write it on the components of their settings records.
 *
 * <p>A settings record may hold {@code int}, {@code long}, {@code double} (or their boxes), {@code boolean}, {@code String},
 * an enum, a record of such components, a {@code List} of these, a {@code Map} from {@code String} or {@code Integer} to these,
 * and an {@code Optional} of any, which is empty when left out and may be taken away by {@code off}. A record that is left out
 * has the defaults of its own components. Texts and enum constants (in kebab case) stand here as they are, everything else in
 * YAML. A default must itself keep {@link Range} and {@link OneOf}; a plugin whose defaults do not, at whatever depth, is set
 * aside.
 */
@ProviderType
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The value, for instance {@code "0.97"}, {@code "[]"} or {@code "zero"}. */
    String value();
}
