package org.espalier.door;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container has to do with a request.
 *
 * @param fit  how well the run that it names is known there
 * @param runs the names of the runs that go on there
 */
public record Answer(Fit fit, List<String> runs) {
    private static final Fit[] FITS = Fit.values();

    /** How well a container knows the run that a request names, best last. */
    public enum Fit {
        /** The request names no run. */
        UNNAMED,
        /** There is no such run. */
        UNKNOWN,
        /** A run of that job has ended there. */
        ENDED,
        /** A run of that job, or of that name, goes on there. */
        NAME,
        /** It is that very directory. */
        DIRECTORY
    }

    /** The names, copied. */
    public Answer {
        runs = List.copyOf(runs);
    }

    Frame frame() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(fit.ordinal());
            out.writeInt(runs.size());
            for (String run : runs) Frame.write(out, run);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes everything", e);
        }
        return new Frame(Frame.Kind.ANSWER, bytes.toByteArray());
    }

    static Answer of(Frame frame) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(frame.bytes()))) {
            int fit = in.readUnsignedByte();
            int count = in.readInt();
            if (frame.kind() != Frame.Kind.ANSWER || fit >= FITS.length) throw new IOException("no answer");
            List<String> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) runs.add(Frame.readText(in));
            return new Answer(FITS[fit], runs);
        }
    }
}
