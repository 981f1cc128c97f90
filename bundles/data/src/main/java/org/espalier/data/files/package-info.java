/** The user's files, read in order and never further than they are believed. */
@NullMarked
package org.espalier.data.files;

import org.jspecify.annotations.NullMarked;
