package org.espalier.models.resnet;

import java.util.List;
import org.espalier.layers.Field;

/**
 * The stem, a block or the head: steps from one state of the stream to the next.
 *
 * @param name   stable, of what it leaves on the stream
 * @param steps  in the order of forward
 * @param values what it leaves
 * @param errors their gradients
 */
record Unit(String name, List<Step> steps, Field values, Field errors) {}
