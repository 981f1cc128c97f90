package org.espalier.data.text;

/** Tokens in order, readable from several threads at once; what they mean nobody here asks. */
interface Text {
    /** How many there are. */
    long length();

    /** Writes some of them as numbers. */
    void read(long from, int count, float[] into, int at);

    /** Bytes in memory; the array is kept. */
    static Text of(byte[] bytes) {
        return new Text() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void read(long from, int count, float[] into, int at) {
                for (int i = 0; i < count; i++) {
                    into[at + i] = bytes[(int) from + i] & 0xFF;
                }
            }
        };
    }
}
