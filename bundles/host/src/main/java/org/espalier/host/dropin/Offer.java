package org.espalier.host.dropin;

/**
 * A plugin that a jar says it brings.
 *
 * @param type name of its service type
 * @param name its name in jobs
 */
public record Offer(String type, String name) implements Comparable<Offer> {
    @Override
    public int compareTo(Offer other) {
        return (type + " " + name).compareTo(other.type + " " + other.name);
    }
}
