/** What can be asked for here: plugins, their settings, the keys of jobs; for help, docs, completion and Metatype. */
@NullMarked
package org.espalier.host.catalog;

import org.jspecify.annotations.NullMarked;
