package org.espalier.data.text;

/** Bytes in order, readable from several threads at once; what they mean nobody here asks. */
interface Text {
    /** How many there are. */
    long length();

    /** Writes some bytes, each as its number from 0 to 255. */
    void read(long from, int count, float[] into, int at);

    /** A text in memory; the array is kept. */
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
