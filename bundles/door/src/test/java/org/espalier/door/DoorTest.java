package org.espalier.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A door with all that may come to it over its socket. */
@Timeout(20)
class DoorTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(200);
    /** Longer than a visit takes on a busy machine. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Limits PATIENT = new Limits(16, 32, 4096, LONG, LONG, LONG, SECOND);
    private static final TerminalFacts PLAIN = new TerminalFacts(false, false, 80, "UTF-8");

    @TempDir
    Path temporary;

    private final List<String> notes = new ArrayList<>();
    private BiFunction<Request, Visitor, Integer> verb = (request, visitor) -> {
        visitor.out().print(request.folder() + " " + request.words() + "\n");
        visitor.err().print("für\n");
        return 7;
    };
    private Door door;

    private DoorCard open(Limits limits) throws IOException {
        Porter porter = new Porter() {
            @Override
            public Answer ask(Request request) {
                return new Answer(Answer.Fit.NAME, request.words());
            }

            @Override
            public int perform(Request request, Visitor visitor) {
                return verb.apply(request, visitor);
            }

            @Override
            public void note(String what, Throwable why) {
                notes.add(what + " " + why);
            }
        };
        door = Door.open(new CardFolder(temporary.resolve("doors")), Cards.HERE, porter, limits);
        return door.card();
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static Visit visit(DoorCard card) throws IOException {
        return Visit.to(card, Duration.ofSeconds(10));
    }

    private static Request request(String... words) {
        return new Request(false, List.of(words), "/work", "ada", PLAIN);
    }

    private static Socket call(DoorCard card) throws IOException {
        Socket socket = new Socket(Door.loopback(), card.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Whether the other end closes, and says nothing before. */
    private static boolean isSentAway(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static void assertServed(DoorCard card) throws IOException {
        try (Visit visit = visit(card)) {
            assertEquals(List.of("a"), visit.ask(request("a")).runs());
        }
    }

    @Test
    void aVerbIsDoneWithTheClientsWordsFolderAndStreams() throws Exception {
        DoorCard card = open(PATIENT);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (Visit visit = visit(card)) {
            assertEquals(7, visit.perform(request("stop", "", "zwei Wörter"), out, err));
        }
        assertEquals("/work [stop, , zwei Wörter]\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("für\n", err.toString(StandardCharsets.UTF_8));
        var latin = new Request(false, List.of(), "/", "ada", new TerminalFacts(true, true, 100, "ISO-8859-1"));
        err.reset();
        try (Visit visit = visit(card)) {
            visit.perform(latin, out, err);
        }
        assertArrayEquals("für\n".getBytes(StandardCharsets.ISO_8859_1), err.toByteArray());
    }

    @Test
    void itListensOnOneLoopbackAddressAndOnNoOther() throws Exception {
        DoorCard card = open(PATIENT);
        List<InetAddress> others = new ArrayList<>(NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .collect(Collectors.toList()));
        // All of 127.0.0.0/8 is this machine, so that there is always one more address.
        if (System.getProperty("os.name").equals("Linux")) others.add(InetAddress.getByName("127.0.0.2"));
        assertFalse(others.isEmpty());
        for (InetAddress other : others) {
            try (Socket socket = new Socket()) {
                assertThrows(
                        ConnectException.class,
                        () -> socket.connect(new InetSocketAddress(other, card.port()), 5000),
                        other::toString);
            }
            // Its port is free there; it would not be if the door were bound to all addresses.
            try (ServerSocket free = new ServerSocket()) {
                free.bind(new InetSocketAddress(other, card.port()));
            }
        }
        assertServed(card);
    }

    @Test
    void aWrongSecretIsSentAwayAfterAWhileInWhichOthersAreServed() throws Exception {
        DoorCard right = open(PATIENT);
        DoorCard wrong = new DoorCard(right.pid(), right.port(), Secret.random(), right.since(), right.container());
        assertThrows(SocketTimeoutException.class, () -> Visit.to(wrong, SHORT), "the while is an hour here");
        assertServed(right);
        door.close();
        DoorCard another = open(new Limits(16, 32, 4096, LONG, SHORT, LONG, SHORT));
        DoorCard stolen = new DoorCard(another.pid(), another.port(), right.secret(), right.since(), right.container());
        long begun = System.nanoTime();
        IOException refusal = assertThrows(IOException.class, () -> visit(stolen));
        assertEquals("somebody else has its port", refusal.getMessage());
        assertTrue(System.nanoTime() - begun >= SHORT.toNanos(), "guessing is slow");
    }

    @Test
    void aRequestWithoutAnySecretIsSentAway() throws Exception {
        DoorCard card = open(new Limits(16, 32, 4096, LONG, Duration.ZERO, LONG, SHORT));
        verb = (request, visitor) -> {
            throw new AssertionError("nobody may");
        };
        try (Socket socket = call(card)) {
            socket.getOutputStream().write(request("stop").frame().whole());
            assertTrue(isSentAway(socket));
        }
        assertEquals(List.of(), notes);
    }

    /** Everything that crosses the wire, and no two visits alike, so that a recording opens nothing. */
    @Test
    void theSecretIsProvedAndNeverSent() throws Exception {
        DoorCard card = open(PATIENT);
        var said = new ByteArrayOutputStream();
        var heard = new ByteArrayOutputStream();
        try (Socket socket = call(card)) {
            var in = new DataInputStream(new FilterInputStream(socket.getInputStream()) {
                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    int read = super.read(bytes, from, length);
                    if (read > 0) heard.write(bytes, from, read);
                    return read;
                }
            });
            var out = new FilterOutputStream(socket.getOutputStream()) {
                @Override
                public void write(byte[] bytes) throws IOException {
                    said.write(bytes);
                    out.write(bytes);
                }
            };
            Handshake.introduce(in, out, card.secret());
        }
        HexFormat hex = HexFormat.of();
        String wire = hex.formatHex(said.toByteArray()) + hex.formatHex(heard.toByteArray());
        assertFalse(wire.contains(card.secret().hex()));
        try (Socket socket = call(card)) {
            socket.getOutputStream().write(said.toByteArray());
            new DataInputStream(socket.getInputStream()).readFully(new byte[Secret.BYTES]);
            socket.setSoTimeout((int) SHORT.toMillis());
            assertThrows(
                    SocketTimeoutException.class, () -> socket.getInputStream().read(), "no second answer");
        }
    }

    @Test
    void aClientSendsNothingToSomebodyElseAtThePort() throws Exception {
        DoorCard card = open(PATIENT);
        try (ServerSocket somebody = new ServerSocket(0, 1, Door.loopback())) {
            CompletableFuture<Integer> heard = onAThread(() -> pretend(somebody));
            DoorCard stale =
                    new DoorCard(card.pid(), somebody.getLocalPort(), card.secret(), card.since(), card.container());
            IOException refusal = assertThrows(IOException.class, () -> visit(stale));
            assertEquals("somebody else has its port", refusal.getMessage());
            assertEquals(-1, heard.get(), "no request after a wrong proof");
        }
    }

    private static int pretend(ServerSocket somebody) {
        try (Socket socket = somebody.accept()) {
            var in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[9 + Secret.BYTES]);
            socket.getOutputStream().write(new byte[Secret.BYTES]);
            in.readFully(new byte[Secret.BYTES]);
            socket.getOutputStream().write(new byte[Secret.BYTES]);
            return in.read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aHugeRequestIsSentAwayBeforeItIsRead() throws Exception {
        DoorCard card = open(PATIENT);
        for (int length : new int[] {4097, Integer.MAX_VALUE, -1}) {
            try (Socket socket = call(card)) {
                var in = new DataInputStream(socket.getInputStream());
                Handshake.introduce(in, socket.getOutputStream(), card.secret());
                var out = new DataOutputStream(socket.getOutputStream());
                out.writeByte(Frame.Kind.REQUEST.ordinal());
                out.writeInt(length);
                assertTrue(isSentAway(socket));
            }
        }
        IOException refusal = assertThrows(IOException.class, () -> {
            try (Visit visit = visit(card)) {
                visit.ask(request("x".repeat(Limits.USUAL.requestBytes())));
            }
        });
        assertEquals("the command line is longer than 262144 bytes", refusal.getMessage());
        assertServed(card);
    }

    @Test
    void aRequestThatLiesAboutItselfIsSentAway() throws Exception {
        DoorCard card = open(PATIENT);
        byte[] good = request("stop").frame().bytes();
        for (int at = 0; at < good.length; at++) {
            byte[] wrong = good.clone();
            wrong[at] = (byte) 0x7f;
            try (Socket socket = call(card)) {
                var in = new DataInputStream(socket.getInputStream());
                Handshake.introduce(in, socket.getOutputStream(), card.secret());
                socket.getOutputStream().write(new Frame(Frame.Kind.REQUEST, wrong).whole());
                // Either it is still a request and answered, or the connection ends; never silence.
                in.read();
            }
        }
        assertEquals(List.of(), notes);
        assertServed(card);
    }

    @Test
    void whoComesByteByByteIsCutOffInTimeAllTheSame() throws Exception {
        DoorCard card = open(new Limits(16, 32, 4096, SECOND, LONG, LONG, SHORT));
        try (Socket socket = call(card)) {
            socket.setSoTimeout(100);
            long begun = System.nanoTime();
            boolean ended = false;
            for (int at = 0; !ended; at++) {
                try {
                    socket.getOutputStream().write(at < 8 ? "ESPALIER".charAt(at) : 1);
                    ended = socket.getInputStream().read() < 0;
                } catch (SocketTimeoutException e) {
                    assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(10), "still there");
                } catch (SocketException e) {
                    ended = true;
                }
            }
            assertTrue(System.nanoTime() - begun >= SECOND.toNanos() / 2);
        }
        try (Socket silent = call(card)) {
            Handshake.introduce(new DataInputStream(silent.getInputStream()), silent.getOutputStream(), card.secret());
            assertTrue(isSentAway(silent), "a proof is no request");
        }
    }

    @Test
    void strangersWhoFillTheDoorwayAreSentAwayAndLeaveRoomInTheEnd() throws Exception {
        DoorCard card = open(new Limits(2, 32, 4096, SECOND, LONG, LONG, SHORT));
        try (Socket first = call(card);
                Socket second = call(card);
                Socket third = call(card)) {
            assertTrue(isSentAway(third));
            assertTrue(isSentAway(first) && isSentAway(second));
        }
        assertServed(card);
    }

    @Test
    void visitorsBeyondTheLimitAreSentAway() throws Exception {
        DoorCard card = open(new Limits(16, 1, 4096, LONG, LONG, LONG, SHORT));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        verb = (request, visitor) -> {
            inside.countDown();
            await(enough);
            return 0;
        };
        CompletableFuture<Integer> first = onAThread(() -> perform(card));
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        assertThrows(IOException.class, () -> {
            try (Visit second = visit(card)) {
                second.ask(request("a"));
            }
        });
        enough.countDown();
        assertEquals(0, first.get());
        assertServed(card);
    }

    private static int perform(DoorCard card) {
        try (Visit visit = visit(card)) {
            return visit.perform(request("a"), new ByteArrayOutputStream(), new ByteArrayOutputStream());
        } catch (IOException e) {
            return -1;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoTakesNothingOfWhatIsPrintedIsCutOff() throws Exception {
        DoorCard card = open(new Limits(16, 32, 4096, LONG, LONG, SHORT, SHORT));
        CountDownLatch cut = new CountDownLatch(1);
        verb = (request, visitor) -> {
            while (!visitor.out().checkError()) visitor.out().print("x".repeat(10_000));
            cut.countDown();
            return 0;
        };
        try (Socket socket = call(card)) {
            Handshake.introduce(new DataInputStream(socket.getInputStream()), socket.getOutputStream(), card.secret());
            socket.getOutputStream().write(request("a").frame().whole());
            assertTrue(cut.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aVisitorThatHangsUpEndsItsVerbAndStillHearsItsLastWords() throws Exception {
        DoorCard card = open(PATIENT);
        CountDownLatch inside = new CountDownLatch(1);
        verb = (request, visitor) -> {
            CountDownLatch gone = new CountDownLatch(1);
            visitor.whenGone(gone::countDown);
            inside.countDown();
            await(gone);
            visitor.out().print("left");
            return 130;
        };
        var out = new ByteArrayOutputStream();
        try (Visit visit = visit(card)) {
            CompletableFuture<Boolean> hand = onAThread(() -> {
                await(inside);
                visit.hangUp();
                return true;
            });
            assertEquals(130, visit.perform(request("watch"), out, out));
            hand.get();
        }
        assertEquals("left", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aDoorThatClosesTakesItsCardAwayLetsVerbsEndAndInterruptsTheRest() throws Exception {
        DoorCard card = open(PATIENT);
        Path file = temporary.resolve("doors/" + card.pid() + ".json");
        assertTrue(Files.exists(file));
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch run = new CountDownLatch(1);
        verb = (request, visitor) -> {
            CountDownLatch gone = new CountDownLatch(1);
            visitor.whenGone(gone::countDown);
            inside.countDown();
            await(request.words().contains("stop") ? run : gone);
            return 5;
        };
        List<CompletableFuture<Integer>> codes = new ArrayList<>();
        for (String word : List.of("stop", "watch")) {
            codes.add(onAThread(() -> {
                try (Visit visit = visit(card)) {
                    return visit.perform(request(word), new ByteArrayOutputStream(), new ByteArrayOutputStream());
                } catch (IOException e) {
                    return -1;
                }
            }));
        }
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        run.countDown();
        door.close();
        assertEquals(List.of(5, 5), codes.stream().map(CompletableFuture::join).toList());
        assertFalse(Files.exists(file));
        assertThrows(ConnectException.class, () -> visit(card));
    }

    /** A thread of its own: the common pool may have one, which waits already. */
    private static <T> CompletableFuture<T> onAThread(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, command -> new Thread(command).start());
    }
}
