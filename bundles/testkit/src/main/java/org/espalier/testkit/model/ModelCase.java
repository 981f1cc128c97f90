package org.espalier.testkit.model;

import org.espalier.api.model.Shapes;

/**
 * A tiny job for a model: what the conformance kit tries it with.
 *
 * @param settings the model's settings
 * @param shapes   shapes of the batch; a few samples of few numbers
 * @param <S>      the settings record
 */
public record ModelCase<S extends Record>(S settings, Shapes shapes) {}
