@NullMarked
package org.espalier.report;

import org.jspecify.annotations.NullMarked;
