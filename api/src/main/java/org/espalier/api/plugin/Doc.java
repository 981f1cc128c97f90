package org.espalier.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One sentence that tells a user what a setting means, with its unit. Plugin authors write it on the components of their
 * settings records, and on a plugin's class to say what it is.
 */
@ProviderType
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Doc {
    /** The sentence, without a full stop. */
    String value();
}
