package org.espalier.door;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the place that a process's output goes to is able to do.
 *
 * @param live    whether lines can be redrawn in place
 * @param colour  whether text may be coloured
 * @param columns characters per line
 * @param charset name of the character set that it understands
 */
public record TerminalFacts(boolean live, boolean colour, int columns, String charset) {
    private static final int USUAL = 80;

    /** What this process's standard output is. */
    public static TerminalFacts ofThisProcess() {
        return of(System.getenv(), isTerminal(System.console()), ownCharset());
    }

    static TerminalFacts of(Map<String, String> environment, boolean console, Charset charset) {
        String kind = environment.getOrDefault("TERM", "");
        boolean live = console && !kind.isEmpty() && !kind.equals("dumb");
        // no-color.org: present and not empty.
        boolean colour = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int columns = live ? columns(environment.getOrDefault("COLUMNS", "")).orElse(USUAL) : USUAL;
        return new TerminalFacts(live, colour, columns, charset.name());
    }

    /** The character set; ASCII if this Java does not know it. */
    public Charset encoding() {
        try {
            return Charset.isSupported(charset) ? Charset.forName(charset) : StandardCharsets.US_ASCII;
        } catch (IllegalArgumentException noName) {
            return StandardCharsets.US_ASCII;
        }
    }

    private static Optional<Integer> columns(String told) {
        Optional<Integer> given = number(told);
        return given.isPresent() ? given : asked();
    }

    /** The width as stty knows it; shells keep COLUMNS to themselves. */
    private static Optional<Integer> asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return Optional.empty();
            }
            String answer = new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII).strip();
            return number(answer.substring(answer.indexOf(' ') + 1));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text)).filter(columns -> columns > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) return false;
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** The character set of standard output; Java 17 has no property for it where it is the default one. */
    private static Charset ownCharset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        return !name.isEmpty() && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }
}
