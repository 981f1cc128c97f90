package org.espalier.host.dropin;

/**
 * A plugin of a dropped-in jar that serves.
 *
 * @param file    the jar's name
 * @param plugin  kind and name
 * @param version of its bundle
 * @param service its service's id: another one after an update, whatever the version says
 */
record Served(String file, String plugin, String version, long service) {}
