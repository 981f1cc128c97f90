package org.espalier.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completion in the shell: as on the command line, and the words that the shell has beside the verbs. */
final class VerbCompleter implements Completer {
    private final Session session;
    private final Completions completions;

    VerbCompleter(Session session) {
        this.session = session;
        this.completions = new Verbs(session).completions();
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = new ArrayList<>(line.words().subList(0, line.wordIndex()));
        words.add(line.word().substring(0, line.wordCursor()));
        for (Completions.Candidate candidate : candidates(words)) {
            String about = candidate.about().isEmpty() ? null : candidate.about();
            candidates.add(new Candidate(
                    candidate.word(), candidate.word(), null, about, null, null, /* complete= */ !candidate.more()));
        }
    }

    /** What may stand in the place of the last word. */
    List<Completions.Candidate> candidates(List<String> words) {
        List<Completions.Candidate> candidates = new ArrayList<>(completions.complete(words));
        if (words.size() == 1) {
            Stream.concat(Console.LEAVE.stream(), session.container().commands().stream())
                    .filter(word -> word.startsWith(words.get(0)))
                    .filter(word ->
                            candidates.stream().noneMatch(verb -> verb.word().equals(word)))
                    .forEach(word -> candidates.add(new Completions.Candidate(word, "", /* more= */ false)));
        }
        return candidates;
    }
}
