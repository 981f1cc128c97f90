package org.espalier.it.inside;

import java.util.stream.Stream;

/** What can be wrong about texts and models that read them. */
final class TextMistakes {
    private static final String CONTEXT = "context: 32";
    private static final String LENGTH = "length: 3220";
    private static final String HEADS = "heads: 2";

    private TextMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(
                in(
                        "a text shorter than a context",
                        LENGTH,
                        "length: 20",
                        3,
                        "has 20 bytes, of which 16 are for train, fewer than a sample takes: a context of 32 and the byte after it; take a longer text or a shorter context"),
                in(
                        "a test text shorter than a context",
                        LENGTH,
                        "length: 200",
                        3,
                        "has 200 bytes, of which 20 are for validation, fewer than a sample takes: a context of 32 and the byte after it; take a longer text or a shorter context"),
                in(
                        "a context longer than the text",
                        CONTEXT,
                        "context: 5000",
                        3,
                        "has 3220 bytes, of which 2576 are for train",
                        "a context of 5000 and the byte after it"),
                in("no context", CONTEXT, "context: 0", 3, "data.context: 0 — must be in [1, 65536]"),
                in(
                        "a text that is not there",
                        LENGTH,
                        "file: nowhere.txt",
                        3,
                        "data.file: nowhere.txt",
                        "is not there; a relative path begins at the job file's folder"),
                in(
                        "a folder for a text",
                        LENGTH,
                        "file: runs",
                        3,
                        "data.file: runs",
                        "is a folder; name a file of text"),
                in(
                        "a file that is too short",
                        LENGTH,
                        "file: runs/small/1/job.yaml",
                        3,
                        "data.file: runs/small/1/job.yaml",
                        "has 12 bytes, of which 10 are for train, fewer than a sample takes: a context of 32 and the byte after it; take a longer text or a shorter context"),
                in(
                        "shares that leave nothing",
                        LENGTH,
                        "length: 3220, validation: 0.5, test: 0.5",
                        3,
                        "data.validation: 0.5 — with test: 0.5 it leaves nothing to train on; lower them"),
                in(
                        "a vocabulary that nobody has",
                        LENGTH,
                        "length: 3220, vocabulary: gpt3",
                        3,
                        "data.vocabulary: gpt3",
                        "did you mean gpt2?"),
                in(
                        "a vocabulary of others",
                        HEADS,
                        "heads: 2, vocabulary: 128",
                        4,
                        "model.vocabulary: 128 — the data has 256 tokens; say as many, or leave it to the data with 0"),
                in(
                        "a vocabulary of bytes for other tokens",
                        LENGTH + " }\nmodel:     { type: gpt,",
                        LENGTH + ", vocabulary: gpt2 }\nmodel:     { type: gpt, vocabulary: 256,",
                        4,
                        "model.vocabulary: 256 — the data has 50257 tokens"),
                in(
                        "a context of others",
                        HEADS,
                        "heads: 2, context: 64",
                        4,
                        "model.context: 64 — the data's samples have 32 positions; say as many here and there"),
                in(
                        "heads that do not share the width",
                        HEADS,
                        "heads: 3",
                        4,
                        "model.heads: 3 — does not divide width 32"),
                in("all of it dropped", "dropout: 0.1", "dropout: 1", 4, "model.dropout: 1 — must be in [0, 0.9]"),
                in(
                        "a rank above the matrix",
                        "rank: 3, base",
                        "rank: 33, base",
                        4,
                        "model.low-rank.rank: 33 — above 32, the most that the matrix of h.0.attn.c_attn can have; lower it"),
                in(
                        "a most rank above every matrix",
                        "rank: 3, base",
                        "rank: 3, max-rank: 33, base",
                        4,
                        "model.low-rank.max-rank: 33 — above 32, the most that any of its matrices can have; lower it, or say 0"),
                in(
                        "text for a model of fields",
                        "type: gpt, layers: 2, heads: 2, width: 32, dropout: 0.1, low-rank: { rank: 3, base: dense, attention: true }",
                        "type: fno2d",
                        4,
                        "model.type: fno2d — it maps fields",
                        "but the data has [32, 1] and [32, 1] per sample"),
                in(
                        "fields for a model of text",
                        "type: text, context: 32, length: 3220",
                        "type: darcy, resolution: 16",
                        4,
                        "model.type: gpt — it maps tokens [positions, 1] to the tokens after them, but the data has [16, 16, 1]"),
                in(
                        "numbers for a model of text",
                        "type: text, context: 32, length: 3220",
                        "type: spirals",
                        4,
                        "model.type: gpt — it maps tokens [positions, 1] to the tokens after them, but the data has [2]"),
                in(
                        "a loss that knows no tokens",
                        "loss: cross-entropy",
                        "loss: mse",
                        8,
                        "loss: mse — it compares fields of one shape, but the model's output is [32, 256]"),
                in(
                        "a claim in a text that has no such",
                        "dims: \"*.mlp.*.rank\"",
                        "dims: \"*.mpl.*.rank\"",
                        14,
                        "growth.mlp.dims: *.mpl.*.rank — no such dim; there are h.0.attn.c_attn.rank"),
                in(
                        "ranks that two claim",
                        "dims: \"*.attn.*.rank\"",
                        "dims: \"*.rank\"",
                        15,
                        "growth.attention.dims: *.rank — claims h.0.mlp.c_fc.rank, which mlp claims already; claims must be disjoint"));
    }

    private static Mistake in(String name, String old, String other, int line, String... said) {
        return new Mistake("small-gpt", name, old, other, line, said);
    }
}
