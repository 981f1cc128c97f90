/** Code of the bundles that tests make up and drop in. */
package org.espalier.it.plugin;
