/** Markup, scales, colour maps and pictures; pure JDK. */
@NullMarked
package org.espalier.report.draw;

import org.jspecify.annotations.NullMarked;
