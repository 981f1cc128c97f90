/** The program that runs before and around the container: it checks the machine, starts ND4J, starts the container, hands over the command line. */
@NullMarked
package org.espalier.launcher;

import org.jspecify.annotations.NullMarked;
