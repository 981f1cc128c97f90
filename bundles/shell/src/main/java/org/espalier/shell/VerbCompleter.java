package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine.Model.CommandSpec;

/** Completion of verbs, of their options, and of the jobs and runs that they take. */
final class VerbCompleter implements Completer {
    private final Session session;
    private final Verbs verbs;

    VerbCompleter(Session session) {
        this.session = session;
        this.verbs = new Verbs(session);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        words(line.words().isEmpty() ? "" : line.words().get(0), line.wordIndex(), line.word())
                .forEach(word -> candidates.add(new Candidate(word)));
    }

    /**
     * What may stand where the cursor is.
     *
     * @param verb  the first word
     * @param index the place of the word under the cursor
     * @param begun what of it is there
     */
    List<String> words(String verb, int index, String begun) {
        if (index == 0) {
            List<String> all = new ArrayList<>(verbs.names());
            all.addAll(Verbs.OF_THE_LAUNCHER);
            all.addAll(Console.LEAVE);
            all.addAll(session.container().commands());
            return all;
        }
        if (verb.equals("help")) return List.copyOf(verbs.names());
        if (!verbs.names().contains(verb)) return List.of();
        CommandSpec spec = verbs.spec(verb);
        if (begun.startsWith("-")) return List.copyOf(spec.optionsMap().keySet());
        if (spec.positionalParameters().isEmpty()) return List.of();
        return spec.positionalParameters().get(0).paramLabel().equals("JOB")
                ? new JobNames(session.work(), session.home()).names()
                : new RunNames(session.work(), session.work().resolve("runs")).names();
    }
}
