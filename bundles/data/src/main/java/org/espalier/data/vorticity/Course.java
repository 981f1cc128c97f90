package org.espalier.data.vorticity;

/**
 * When a flow is looked at.
 *
 * @param after    time that it develops before the first look
 * @param interval time between two looks: from an input to its target
 * @param pairs    inputs, each of which but the first is the target of the last
 */
record Course(double after, double interval, int pairs) {}
