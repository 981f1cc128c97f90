package org.espalier.host.dropin;

/**
 * A plugin that a jar says it brings.
 *
 * @param type name of its service type
 * @param name its name in jobs
 */
record Offer(String type, String name) {}
