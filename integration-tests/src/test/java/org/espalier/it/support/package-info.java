/** The container in which the tests of {@code inside} run, and what tests are made of. */
package org.espalier.it.support;
