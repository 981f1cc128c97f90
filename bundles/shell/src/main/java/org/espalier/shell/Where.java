package org.espalier.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.espalier.door.Place;

/**
 * Where a verb that is typed in some terminal is done; without it in a container of its own process. The launcher reads it from a
 * table that the build makes of the verbs.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Where {
    /** The place. */
    Place value();

    /** An option without a value that changes the place. */
    String option() default "";

    /** The place with that option. */
    Place with() default Place.OWN;
}
