package org.espalier.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private int left;

    /** One that takes so many bytes, and then no more. */
    private Audience taking(int most, boolean mayLeave) {
        OutputStream reader = new OutputStream() {
            private int taken;

            @Override
            public void write(int one) throws IOException {
                if (taken++ >= most) throw new IOException("Broken pipe");
            }
        };
        return new Audience(reader, errors, mayLeave, () -> left++);
    }

    private static void print(OutputStream to, String text) throws IOException {
        to.write(text.getBytes());
        to.flush();
    }

    @Test
    void aReaderThatLeavesIsNoFailureAndTheVerbIsToldOnce() throws IOException {
        Audience audience = taking(4, true);
        print(audience.out(), "1234");
        assertEquals(0, left);
        print(audience.out(), "56");
        print(audience.out(), "78");
        print(audience.err(), "espalier: interrupted");
        assertEquals(1, left);
        assertEquals(0, audience.ended(130));
        assertEquals("", errors.toString());
    }

    @Test
    void aVerbThatFailsSaysSoWhetherItsOutputIsReadOrNot() throws IOException {
        Audience audience = taking(0, true);
        print(audience.out(), "1");
        print(audience.err(), "no such run");
        assertEquals(2, audience.ended(2));
        assertEquals("no such run", errors.toString());
    }

    @Test
    void whoInterruptsAVerbThatIsReadHearsSo() throws IOException {
        Audience audience = taking(4, true);
        print(audience.out(), "1234");
        print(audience.err(), "interrupted");
        assertEquals(130, audience.ended(130));
        assertEquals("interrupted", errors.toString());
    }

    @Test
    void aFullDiskIsAFailure() {
        assertThrows(IOException.class, () -> print(taking(0, false).out(), "1"));
    }
}
