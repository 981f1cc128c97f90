package org.espalier.layers;

/**
 * How a sample's rows are cut into blocks that stay in cache while several operations go over them.
 *
 * @param rows      rows of one sample
 * @param rowPoints grid points per row
 * @param perBlock  rows per block; the last block may have fewer
 */
record RowBlocks(int rows, int rowPoints, int perBlock) {
    /** Blocks of about that many points, at least a row each. */
    static RowBlocks of(int points, int rowPoints, int wanted) {
        int rows = points / rowPoints;
        return new RowBlocks(rows, rowPoints, Math.min(rows, Math.max(1, wanted / rowPoints)));
    }

    int count() {
        return (rows + perBlock - 1) / perBlock;
    }

    int first(int block) {
        return block * perBlock;
    }

    int length(int block) {
        return Math.min(perBlock, rows - first(block));
    }

    /** Points in a full block. */
    int points() {
        return perBlock * rowPoints;
    }
}
