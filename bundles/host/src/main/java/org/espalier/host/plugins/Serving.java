package org.espalier.host.plugins;

/**
 * Who would answer a call now.
 *
 * @param service an id that no other service has in this process
 * @param version bundle and version that it comes from, such as {@code org.espalier.ifno 0.1.0}, to be known by after a
 *     restart; empty outside a container
 */
public record Serving(long service, String version) {
    /** Whether it may be what served with that version; an empty one is not known, and may be any. */
    public boolean mayBe(String earlier) {
        return earlier.isEmpty() || earlier.equals(version);
    }
}
