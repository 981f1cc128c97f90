package org.espalier.benchmarks.arms;

import java.util.Map;

/**
 * One of the ways that a task compares: what makes a run one of it, and what it may choose.
 *
 * @param word     in kebab case; part of the names of its runs
 * @param title    for the page
 * @param settings what makes a run one of this variant
 * @param choices  what it chooses from on validation data
 */
public record Variant(String word, String title, Map<String, String> settings, Choices choices) {}
