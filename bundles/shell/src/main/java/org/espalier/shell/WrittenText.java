package org.espalier.shell;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * A text on its way to whoever reads it, as it is written. Into a file or a pipe go the bytes as they are. To a terminal go characters:
 * what is no UTF-8 is replaced, and what commands terminals is a blank. The prompt goes out with the first token, so that a refusal
 * stands alone.
 */
final class WrittenText implements Predicate<byte[]> {
    private static final int LONGEST_CHARACTER = 4;
    private final PrintStream out;
    private final boolean terminal;
    private final byte[] prompt;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] undecoded = {};
    private boolean begun;
    private boolean atLineStart = true;

    WrittenText(PrintStream out, boolean terminal, byte[] prompt) {
        this.out = out;
        this.terminal = terminal;
        this.prompt = prompt;
    }

    /** Shows what has been written; false once nobody reads any more. */
    @Override
    public boolean test(byte[] bytes) {
        if (!begun) {
            begun = true;
            show(prompt, false);
        }
        show(bytes, false);
        return !out.checkError();
    }

    /** Shows what is left, and on a terminal ends the line. */
    void end() {
        if (begun && terminal) {
            show(new byte[0], true);
            if (!atLineStart) out.print("\n");
        }
        out.flush();
    }

    private void show(byte[] bytes, boolean last) {
        if (!terminal) {
            out.write(bytes, 0, bytes.length);
            return;
        }
        ByteBuffer in = ByteBuffer.allocate(undecoded.length + bytes.length);
        in.put(undecoded).put(bytes).flip();
        CharBuffer characters = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER);
        decoder.decode(in, characters, last);
        if (last) decoder.flush(characters);
        undecoded = new byte[in.remaining()];
        in.get(undecoded);
        String text = characters.flip().toString().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\t\n]]", " ");
        if (!text.isEmpty()) {
            out.print(text);
            atLineStart = text.endsWith("\n");
        }
    }
}
