/** What people see of a run: a status area in a terminal, plain lines elsewhere, JSON lines for programs. */
@NullMarked
package org.espalier.shell.display;

import org.jspecify.annotations.NullMarked;
