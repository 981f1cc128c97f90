/**
 * How a running container is reached from other terminals of its owner: a socket on the loopback interface, and a card with
 * its port and secret in a folder that only the owner can read. Both ends, and the JDK alone.
 */
@NullMarked
package org.espalier.door;

import org.jspecify.annotations.NullMarked;
