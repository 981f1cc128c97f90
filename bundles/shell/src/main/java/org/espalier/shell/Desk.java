package org.espalier.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.espalier.api.run.Run;
import org.espalier.door.Answer;
import org.espalier.door.Place;
import org.espalier.door.Porter;
import org.espalier.door.Request;
import org.espalier.door.VerbPlaces;
import org.espalier.door.Visitor;
import org.espalier.shell.display.Terminal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Does the verbs of other terminals in this container, as the console does its own. */
final class Desk implements Porter {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private final Session around;

    /** @param around what verbs of this process work with */
    Desk(Session around) {
        this.around = around;
    }

    @Override
    public Answer ask(Request request) {
        List<String> going = LiveRuns.going(around).stream().map(Run::id).toList();
        try {
            Session session = around.elsewhere(Path.of(request.folder()), request.user());
            CommandLineState state = CommandLineState.after(new Verbs(session).specification(), request.words());
            boolean names = state.spec().positionalParameters().stream()
                    .findFirst()
                    .map(ArgSpec::paramLabel)
                    .filter(Completions.RUN::equals)
                    .isPresent();
            if (!names || state.arguments().isEmpty()) return new Answer(Answer.Fit.UNNAMED, going);
            Path runs = Path.of(state.option("--runs").orElse("runs"));
            LiveRuns here = new LiveRuns(session, runs);
            String name = state.arguments().get(0);
            return new Answer(isEither(state.spec()) ? here.fitBesideFolder(name) : here.fit(name), going);
        } catch (InvalidPathException e) {
            return new Answer(Answer.Fit.UNKNOWN, going);
        }
    }

    /** Whether a verb takes runs of the caller's folder as well as those that go on here. */
    private static boolean isEither(CommandSpec verb) {
        @Nullable Where where = VerbTable.of(verb.userObject());
        return where != null && where.value() == Place.EITHER;
    }

    @Override
    public int perform(Request request, Visitor visitor) {
        CommandInterrupts interrupts = CommandInterrupts.ofVisitor();
        Session session = around.elsewhere(Path.of(request.folder()), request.user())
                .printing(visitor.out(), visitor.err(), Terminal.of(request.terminal()))
                .interruptedBy(interrupts);
        Verbs verbs = new Verbs(session);
        List<String> words = request.words();
        if (VerbTable.of(verbs.specification()).of(words) == Place.OWN) {
            String verb = VerbPlaces.verb(words).orElse("");
            session.complain("'" + verb + "' is not done for other terminals");
            return ExitCodes.BAD_INPUT;
        }
        LOG.info("for another terminal, in {}: {}", request.folder(), words);
        interrupts.begin();
        try {
            visitor.whenGone(interrupts::interrupt);
            return verbs.execute(words);
        } finally {
            interrupts.end();
        }
    }

    @Override
    public void note(String what, Throwable why) {
        LOG.info(what, why);
    }
}
