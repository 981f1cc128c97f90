/** What leaves runs and comes into them: weights in formats that others read, with the Python that reads them. */
@NullMarked
package org.espalier.host.export;

import org.jspecify.annotations.NullMarked;
