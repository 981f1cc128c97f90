/** Tests that run inside the container: their classes come from a bundle, the engine does not. They see what a bundle sees. */
package org.espalier.it.inside;
