package org.espalier.door;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody wants of a container.
 *
 * @param only     whether it is only asked what the container has to do with it
 * @param words    the verb and its arguments
 * @param folder   the caller's working folder, absolute: relative paths begin there
 * @param user     the caller's name, for records
 * @param terminal what the caller's output goes to
 */
public record Request(boolean only, List<String> words, String folder, String user, TerminalFacts terminal) {
    private static final int MOST_WORDS = 4096;

    /** The words, copied. */
    public Request {
        words = List.copyOf(words);
    }

    /** The same, but only asked about. */
    public Request asked() {
        return new Request(true, words, folder, user, terminal);
    }

    Frame frame() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeBoolean(only);
            Frame.write(out, folder);
            Frame.write(out, user);
            out.writeBoolean(terminal.live());
            out.writeBoolean(terminal.colour());
            out.writeInt(terminal.columns());
            Frame.write(out, terminal.charset());
            out.writeInt(words.size());
            for (String word : words) Frame.write(out, word);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes everything", e);
        }
        return new Frame(Frame.Kind.REQUEST, bytes.toByteArray());
    }

    /** Reads one of at most so many bytes. */
    static Request read(DataInputStream from, int most) throws IOException {
        Frame frame = Frame.read(from, most);
        if (frame.kind() != Frame.Kind.REQUEST) throw new IOException("a frame that is no request");
        try (var in = new DataInputStream(new ByteArrayInputStream(frame.bytes()))) {
            boolean only = in.readBoolean();
            String folder = Frame.readText(in);
            String user = Frame.readText(in);
            boolean live = in.readBoolean();
            boolean colour = in.readBoolean();
            int columns = in.readInt();
            var terminal = new TerminalFacts(live, colour, columns, Frame.readText(in));
            int count = in.readInt();
            if (count < 0 || count > MOST_WORDS) throw new IOException(count + " words");
            List<String> words = new ArrayList<>();
            for (int i = 0; i < count; i++) words.add(Frame.readText(in));
            if (in.available() > 0) throw new IOException("a request with something behind it");
            return new Request(only, words, folder, user, terminal);
        }
    }
}
