package org.espalier.shell;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jline.reader.SyntaxError;
import org.jline.reader.impl.DefaultParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interactive shell: the verbs of the command line as they are, then the launcher's, then the container's own commands. It
 * runs on the thread that opened it.
 */
final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    /** Words that leave it. */
    static final List<String> LEAVE = List.of("exit", "quit", "logout");
    /** What people may put before a verb, from habit. */
    private static final Set<String> OURS = Set.of("espalier", "bin/espalier");

    /** JLine takes quotes off whole words alone. */
    private static final Pattern QUOTED = Pattern.compile("^([\\w.-]+=)(['\"])(.*)\\2$");

    private final Session session;
    private final Lines lines;
    private final CommandInterrupts interrupts = CommandInterrupts.ofShell();
    private final Verbs verbs;
    private volatile boolean left;

    Console(Session around, Lines lines) {
        this.session = around.interruptedBy(interrupts).through(Doorway.none());
        this.lines = lines;
        this.verbs = new Verbs(session);
    }

    /** Returns when it is left, its lines end or the container stops: the exit code of the last command. */
    int run() throws Exception {
        Thread here = Thread.currentThread();
        int code = ExitCodes.OK;
        try (AutoCloseable stopping = session.container().whenStopping(() -> leave(here));
                Interrupts.Listening keys = lines.whenInterrupted(() -> interrupt(here))) {
            while (!left) {
                String line = lines.next();
                if (line == null) break;
                code = execute(line, code);
            }
        } catch (InterruptedException e) {
            if (!left) throw e;
        }
        return code;
    }

    private void leave(Thread console) {
        left = true;
        console.interrupt();
    }

    /** Lines that are not typed end with Ctrl-C, as those of every other program do. */
    private void interrupt(Thread console) {
        if (!interrupts.interrupt()) leave(console);
    }

    private int execute(String line, int before) {
        List<String> words;
        try {
            words = words(line);
        } catch (SyntaxError e) {
            session.complain(e.getMessage());
            return ExitCodes.BAD_INPUT;
        }
        if (words.isEmpty()) return before;
        if (LEAVE.contains(words.get(0))) {
            left = true;
            return before;
        }
        interrupts.begin();
        try {
            return execute(line, words);
        } finally {
            interrupts.end();
        }
    }

    private int execute(String line, List<String> words) {
        String verb = words.get(0);
        if (verb.equals("shell")) {
            session.complain("this is the shell; exit leaves it");
            return ExitCodes.BAD_INPUT;
        }
        OptionalInt launcher = session.container().launcher(words, session::print);
        if (launcher.isPresent()) return launcher.getAsInt();
        boolean containers =
                !verbs.names().contains(verb) && (session.container().commands().contains(verb) || verb.contains(":"));
        if (!containers) return verbs.execute(words);
        try {
            session.container().execute(line, session.out(), session.err());
            return ExitCodes.OK;
        } catch (InterruptedException e) {
            session.complain("interrupted");
            return ExitCodes.INTERRUPTED;
        } catch (Exception e) {
            LOG.info("a command failed: {}", line, e);
            session.complain(verb + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return ExitCodes.FAILED;
        }
    }

    /** A comment has none. Quotes around the value of {@code KEY='…'} are those of every other shell, too. */
    static List<String> words(String line) {
        if (line.isBlank() || line.strip().startsWith("#")) return List.of();
        List<String> words = new DefaultParser()
                .parse(line, 0).words().stream()
                        .filter(word -> !word.isEmpty())
                        .map(word -> QUOTED.matcher(word).replaceFirst("$1$3"))
                        .toList();
        return !words.isEmpty() && OURS.contains(words.get(0)) ? words.subList(1, words.size()) : words;
    }
}
