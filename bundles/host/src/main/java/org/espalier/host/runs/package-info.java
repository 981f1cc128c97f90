/** Runs as people see them: started, resumed, watched, stopped, ended with a report. */
@NullMarked
package org.espalier.host.runs;

import org.jspecify.annotations.NullMarked;
