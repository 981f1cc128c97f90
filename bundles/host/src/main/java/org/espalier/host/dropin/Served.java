package org.espalier.host.dropin;

/**
 * A plugin of a dropped-in jar that serves.
 *
 * @param file     the jar's name
 * @param plugin   kind and name
 * @param version  of its bundle
 * @param service  its service's id: another one after an update, whatever the version says
 * @param bundle   symbolic name and version of its bundle
 * @param replaces version of the archive's own bundle in whose place it serves; empty if it serves in nobody's
 */
record Served(String file, String plugin, String version, long service, String bundle, String replaces) {}
