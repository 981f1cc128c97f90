package org.espalier.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Interval that a numeric setting must lie in; each element of a list setting likewise. Its ends belong to it unless they are
 * said to be exclusive. NaN never lies in it.
 * Plugin authors write it on the components of their settings records.
 */
@ProviderType
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** Smallest value allowed, or the one that all must be above. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest value allowed, or the one that all must be below. */
    double max() default Double.POSITIVE_INFINITY;

    /** Whether the smallest value is itself refused. */
    boolean exclusiveMin() default false;

    /** Whether the largest value is itself refused. */
    boolean exclusiveMax() default false;
}
