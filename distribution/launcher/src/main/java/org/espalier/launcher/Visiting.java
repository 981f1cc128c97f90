package org.espalier.launcher;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.espalier.door.CardFolder;
import org.espalier.door.DoorCard;
import org.espalier.door.Place;
import org.espalier.door.Request;
import org.espalier.door.TerminalFacts;
import org.espalier.door.VerbPlaces;
import org.espalier.door.Visit;

/** Has a verb done in a container that is running already, if that is where the verb is done; starts none. */
final class Visiting {
    private static final String AT = "--at";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** From Ctrl-C to the end, for the verb's last words. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Home home;
    private final CardFolder folder;

    Visiting(Home home, CardFolder folder) {
        this.home = home;
        this.folder = folder;
    }

    /**
     * Has it done: the exit code; empty if it is done in a container of this process's own.
     *
     * @throws LaunchException if it needs a container that runs and there is none, or it is not clear which
     */
    OptionalInt answer(List<String> words) throws LaunchException {
        Place place = places().of(words);
        if (place == Place.OWN) return OptionalInt.empty();
        String verb = VerbPlaces.verb(words).orElse("");
        Path here = Path.of("").toAbsolutePath();
        Request request = new Request(
                false, words, here.toString(), System.getProperty("user.name", ""), TerminalFacts.ofThisProcess());
        try {
            List<DoorCard> chosen = choice(verb, place, request).made();
            if (chosen.isEmpty()) return OptionalInt.empty();
            return OptionalInt.of(visit(verb, chosen, request));
        } catch (IOException e) {
            // Somebody has opened the folder to others; what can be done without a container goes on.
            if (place == Place.EITHER) return OptionalInt.empty();
            throw new LaunchException(ExitCode.FAILED, verb + ": " + e.getMessage(), e);
        }
    }

    private VerbPlaces places() throws LaunchException {
        Path file = home.root().resolve("lib/verbs.properties");
        try {
            return VerbPlaces.read(file);
        } catch (IOException e) {
            throw new LaunchException(ExitCode.CONTAINER, "cannot read " + file + ": unpack the archive again", e);
        }
    }

    private Choice choice(String verb, Place place, Request request) throws IOException {
        List<Choice.Asked> answers = new ArrayList<>();
        List<DoorCard> silent = new ArrayList<>();
        for (DoorCard card : folder.cards()) {
            try (Visit visit = Visit.to(card, PATIENCE)) {
                answers.add(new Choice.Asked(card, visit.ask(request)));
            } catch (ConnectException nobodyIsThere) {
                folder.takeAway(card);
            } catch (IOException doesNotAnswer) {
                silent.add(card);
            }
        }
        return new Choice(verb, run(verb, request.words()), place, at(request.words()), answers, silent, home);
    }

    /** The run that a verb names: the word behind it, unless that is an option. */
    static String run(String verb, List<String> words) {
        int next = words.indexOf(verb) + 1;
        boolean named = next > 0 && next < words.size() && !words.get(next).startsWith("-");
        return named ? "'" + words.get(next) + "'" : "that run";
    }

    /** The process that {@code --at PID} or {@code --at=PID} names. */
    static Optional<String> at(List<String> words) {
        List<String> options = VerbPlaces.options(words);
        for (int i = 0; i < options.size(); i++) {
            String word = options.get(i);
            if (word.startsWith(AT + "=")) return Optional.of(word.substring(AT.length() + 1));
            if (word.equals(AT) && i + 1 < options.size()) return Optional.of(options.get(i + 1));
        }
        return Optional.empty();
    }

    /** The first exit code that is not 0 counts. */
    private static int visit(String verb, List<DoorCard> chosen, Request request) throws LaunchException {
        int code = ExitCode.OK;
        for (DoorCard card : chosen) {
            if (chosen.size() > 1 && !request.words().contains("--json"))
                System.out.println(
                        "container " + card.pid() + " in " + card.container().folder());
            int one = visit(verb, card, request);
            if (code == ExitCode.OK) code = one;
        }
        return code;
    }

    private static int visit(String verb, DoorCard card, Request request) throws LaunchException {
        CountDownLatch over = new CountDownLatch(1);
        try (Visit visit = Visit.to(card, PATIENCE)) {
            Audience audience = Audience.ofThisProcess(visit::hangUp);
            Thread farewell = new Thread(() -> leave(visit, over), "espalier-leave");
            Runtime.getRuntime().addShutdownHook(farewell);
            try {
                return audience.ended(visit.perform(request, audience.out(), audience.err()));
            } finally {
                over.countDown();
                forget(farewell);
            }
        } catch (EOFException e) {
            throw new LaunchException(
                    ExitCode.FAILED, verb + ": the container of process " + card.pid() + " went away", e);
        } catch (IOException e) {
            throw new LaunchException(
                    ExitCode.FAILED, verb + ": the container of process " + card.pid() + ": " + e.getMessage(), e);
        }
    }

    private static void leave(Visit visit, CountDownLatch over) {
        visit.hangUp();
        try {
            over.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException leaving) {
            // It is what is being done.
        }
    }
}
