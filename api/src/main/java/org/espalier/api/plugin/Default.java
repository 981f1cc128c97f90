package org.espalier.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Value of a setting that the job does not give, as it would be written in YAML; a setting without one is required.
 * Plugin authors write it on the components of their settings records.
 */
@ProviderType
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The value, for instance {@code "0.97"}, {@code "[]"} or {@code "zero"}. */
    String value();
}
