/** Tests of the unpacked archive as its users run it: processes, exit codes, output. */
package org.espalier.it.outside;
