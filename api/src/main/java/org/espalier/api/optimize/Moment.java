package org.espalier.api.optimize;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One number that an optimizer keeps per entry, and how it depends on the gradient: the host needs the degree when growth
 * copies or rotates entries. Optimizers build it by its factories. Immutable, compared by value.
 *
 * <p>Name and degree are part of the optimizer's contract: an optimizer that takes the place of another in mid-run goes on with
 * the moments that are there if all names and degrees are equal, and only then. Equal names promise an equal meaning.
 */
@ProviderType
public final class Moment {
    private final String name;
    private final int degree;

    private Moment(String name, int degree) {
        this.name = name;
        this.degree = degree;
    }

    /** A moment that is linear in the gradient, such as Adam's mean. */
    public static Moment linear(String name) {
        return new Moment(name, 1);
    }

    /** A moment that is quadratic in the gradient, such as Adam's mean square. */
    public static Moment quadratic(String name) {
        return new Moment(name, 2);
    }

    /** Its name, unique in its optimizer and the same in every version in which it means the same. */
    public String name() {
        return name;
    }

    /** 1 if linear in the gradient, 2 if quadratic. */
    public int degree() {
        return degree;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moment moment && name.equals(moment.name) && degree == moment.degree;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + degree;
    }

    @Override
    public String toString() {
        return name;
    }
}
