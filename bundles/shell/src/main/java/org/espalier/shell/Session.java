package org.espalier.shell;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.RunReporter;
import org.espalier.api.run.Runs;
import org.espalier.shell.display.Terminal;

/**
 * What a verb works with.
 *
 * @param runs       the door to runs
 * @param catalog    what can be asked for
 * @param reporters  whoever writes reports, as of now
 * @param out        where results go
 * @param err        where refusals go
 * @param terminal   what {@code out} is able to do
 * @param interrupts how somebody asks for an end
 * @param container  the container around this bundle
 * @param home       the installation's folder
 * @param work       the caller's folder; relative paths begin there
 * @param door       how the container is made reachable from other terminals
 * @param user       the caller's name, for records
 */
record Session(
        Runs runs,
        Catalog catalog,
        Supplier<List<RunReporter>> reporters,
        PrintStream out,
        PrintStream err,
        Terminal terminal,
        Interrupts interrupts,
        Container container,
        Path home,
        Path work,
        Doorway door,
        String user) {

    /** A session of this process's user that nobody else can reach. */
    Session(
            Runs runs,
            Catalog catalog,
            Supplier<List<RunReporter>> reporters,
            PrintStream out,
            PrintStream err,
            Terminal terminal,
            Interrupts interrupts,
            Container container,
            Path home,
            Path work) {
        this(
                runs,
                catalog,
                reporters,
                out,
                err,
                terminal,
                interrupts,
                container,
                home,
                work,
                Doorway.none(),
                System.getProperty("user.name", ""));
    }

    /** The same, but interrupted in another way. */
    Session interruptedBy(Interrupts other) {
        return new Session(runs, catalog, reporters, out, err, terminal, other, container, home, work, door, user);
    }

    /** The same, but reachable in another way. */
    Session through(Doorway other) {
        return new Session(
                runs, catalog, reporters, out, err, terminal, interrupts, container, home, work, other, user);
    }

    /** The same, but for somebody else, in another folder; the door is open already. */
    Session elsewhere(Path folder, String somebody) {
        return new Session(
                runs,
                catalog,
                reporters,
                out,
                err,
                terminal,
                interrupts,
                container,
                home,
                folder,
                Doorway.none(),
                somebody);
    }

    /** The same, but printing elsewhere. */
    Session printing(PrintStream otherOut, PrintStream otherErr, Terminal other) {
        return new Session(
                runs, catalog, reporters, otherOut, otherErr, other, interrupts, container, home, work, door, user);
    }

    /** Prints a line of a result; what a file of somebody else's brings along commands no terminal. */
    void print(String line) {
        out.print(printable(line) + "\n");
        out.flush();
    }

    /** Prints a line that is no result. */
    void complain(String line) {
        err.print("espalier: " + printable(line.replaceAll("\\s*\\R\\s*", " ")) + "\n");
        err.flush();
    }

    /** A blank for every character that moves the cursor, colours or turns the direction of what follows; columns stay aligned. */
    private static String printable(String line) {
        return line.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\t]]", " ");
    }

    /** A path as short as the caller's folder allows. */
    String shown(Path path) {
        Path whole = work.resolve(path).toAbsolutePath().normalize();
        Path base = work.toAbsolutePath().normalize();
        return whole.startsWith(base) && !whole.equals(base)
                ? base.relativize(whole).toString()
                : whole.toString();
    }
}
