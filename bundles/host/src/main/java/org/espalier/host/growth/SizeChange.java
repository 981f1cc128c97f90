package org.espalier.host.growth;

/**
 * A dim that has another size.
 *
 * @param op   the operation's name in the journal: resize, remap, refactor, or follow where the model itself added the dim
 * @param dim  the dim's name
 * @param from its size before, 0 if it is new
 * @param to   its size now
 * @param why  the operation's own reason; empty if the decision's serves
 */
public record SizeChange(String op, String dim, int from, int to, String why) {}
