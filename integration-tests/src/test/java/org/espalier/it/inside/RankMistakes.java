package org.espalier.it.inside;

import java.util.stream.Stream;

/** What can be wrong about products of low rank and their growth. */
final class RankMistakes {
    private static final String RANK = "rank: 2,";
    private static final String SHARE = "explained: 0.98";
    private static final String BUFFER = "buffer: 1";
    private static final String BASE = "base: dense";
    private static final String WIDTHS = "dims: \"*.width\"";

    private RankMistakes() {}

    static Stream<Mistake> all() {
        return Stream.of(
                in(
                        "a rank above the matrix",
                        RANK,
                        "rank: 17,",
                        4,
                        "model.low-rank.rank: 17 — above 16, the most that the matrix of hidden0 can have; lower it"),
                in(
                        "a rank above the most",
                        RANK,
                        "rank: 5, max-rank: 4,",
                        4,
                        "model.low-rank.rank: 5 — above max-rank 4; lower it or raise max-rank"),
                in(
                        "a most rank above every matrix",
                        RANK,
                        "rank: 2, max-rank: 25,",
                        4,
                        "model.low-rank.max-rank: 25 — above 24, the most that any of its matrices can have; lower it, or say 0"),
                in("no rank", RANK, "rank: 0,", 4, "model.low-rank.rank: 0 — must be in [1, 65536]"),
                in("half a rank", RANK, "rank: 2.5,", 4, "model.low-rank.rank: 2.5 — wants an integer"),
                in(
                        "an unknown base",
                        BASE,
                        "base: hadamar",
                        4,
                        "model.low-rank.base: hadamar",
                        "did you mean hadamard?"),
                in("a share of nothing", SHARE, "explained: 0", 13, "growth.rank.explained: 0 — must be in (0, 1)"),
                in("a share of all", SHARE, "explained: 1", 13, "growth.rank.explained: 1 — must be in (0, 1)"),
                in(
                        "a share beyond all",
                        SHARE,
                        "explained: 1.01",
                        13,
                        "growth.rank.explained: 1.01 — must be in (0, 1)"),
                in(
                        "a share that is no number",
                        SHARE,
                        "explained: .nan",
                        13,
                        "growth.rank.explained: NaN — must be a finite number"),
                in("no buffer", BUFFER, "buffer: 0", 13, "growth.rank.buffer: 0 — must be in [1, 65536]"),
                in(
                        "a buffer below nothing",
                        BUFFER,
                        "buffer: -1",
                        13,
                        "growth.rank.buffer: -1 — must be in [1, 65536]"),
                in(
                        "a buffer as large as every rank may get",
                        BUFFER,
                        "buffer: 16",
                        13,
                        "growth.rank.buffer: 16 — no rank that it claims may go beyond 16, so that no direction would ever lead; lower it"),
                in("no gap", "gap: 4", "gap: 0", 13, "growth.rank.gap: 0 — must be at least 1"),
                in(
                        "an unknown criterion",
                        BUFFER,
                        "buffer: 1, criterion: energi",
                        13,
                        "growth.rank.criterion: energi",
                        "did you mean energy?"),
                in(
                        "a patience of the other strategy",
                        BUFFER,
                        "buffer: 1, patience: 3",
                        13,
                        "growth.rank.patience: 3 — no such key; there are"),
                in(
                        "no patience",
                        "inrank, dims: \"*.rank\"",
                        "inrank-efficient, dims: \"*.rank\", patience: 0",
                        13,
                        "growth.rank.patience: 0 — must be at least 1"),
                in(
                        "a claim that is no rank",
                        "dims: \"*.rank\"",
                        "dims: [ \"*.rank\", depth ]",
                        13,
                        "growth.rank.dims: depth — is no rank of a product; claim dims that are, such as *.rank"),
                in(
                        "a rank that two claim",
                        WIDTHS,
                        "dims: [ \"*.width\", hidden0.rank ]",
                        14,
                        "growth.width.dims: *.width, hidden0.rank — claims hidden0.rank, which rank claims already"),
                in(
                        "ranks where none is low",
                        ", low-rank: { rank: 2, base: dense }",
                        "",
                        13,
                        "growth.rank.dims: *.rank — no such dim; there are depth, hidden0.width, hidden1.width"),
                in(
                        "widths that may grow beside ranks, of a base that fixes them",
                        BASE,
                        "base: hadamard",
                        14,
                        "growth.width: 20 — is no size for hidden0.width; its limit is 16"),
                in(
                        "ranks by the clock above the matrix",
                        "type: inrank, dims: \"*.rank\", every: 4 steps, gap: 4, explained: 0.98, buffer: 1",
                        "type: schedule, dims: \"*.rank\", at-epoch: { 0: 2, 3: 32 }",
                        13,
                        "growth.rank: 32 — is no size for hidden0.rank; its limit is 16"));
    }

    private static Mistake in(String name, String old, String other, int line, String... said) {
        return new Mistake("small-mlp", name, old, other, line, said);
    }
}
