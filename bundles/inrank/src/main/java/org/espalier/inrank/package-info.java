/** InRank: the rank of what is learned grows while its leading directions explain too little. */
@NullMarked
package org.espalier.inrank;

import org.jspecify.annotations.NullMarked;
