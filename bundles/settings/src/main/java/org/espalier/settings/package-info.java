/**
 * Plain maps to settings records and back, by the annotations on their components.
 *
 * <pre>{@code
 * record Settings(@Doc("share to explain") @Range(min = 0, max = 1) @Default("0.97") double explained,
 *                 @Doc("entries kept in reserve") @Range(min = 0) @Default("2") int buffer) {}
 *
 * Settings s = SettingsBinding.bind(Settings.class, Map.of("explained", 0.9), "growth.modes");
 * Map<String, Object> resolved = SettingsBinding.toMap(s);               // {explained=0.9, buffer=2}
 * List<SettingCard> help = SettingsBinding.describe(Settings.class);
 * SettingsBinding.bind(Settings.class, Map.of("explaned", 0.9), "growth.modes");
 * // SettingsException: growth.modes.explaned: 0.9 — no such key, did you mean explained? there are explained, buffer
 * }</pre>
 *
 * <p>Keys are the kebab case of component names. A component may be an {@code int}, {@code long}, {@code double},
 * {@code boolean}, {@code String}, enum (its constants in kebab case), {@code List<T>}, {@code Map<Integer, T>},
 * {@code Map<String, T>}, {@code Optional<T>} or another such record. Every refusal is a {@code SettingsException} with the
 * full dotted key.
 */
@NullMarked
package org.espalier.settings;

import org.jspecify.annotations.NullMarked;
