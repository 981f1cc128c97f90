/** Decoder-only transformers: GPT-2's architecture. */
@NullMarked
package org.espalier.models.gpt;

import org.jspecify.annotations.NullMarked;
