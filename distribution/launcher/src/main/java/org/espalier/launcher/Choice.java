package org.espalier.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.door.Answer;
import org.espalier.door.Answer.Fit;
import org.espalier.door.DoorCard;
import org.espalier.door.Place;

/**
 * Which of the containers that are running does a verb.
 *
 * @param verb    the verb
 * @param run     the run that it names, as far as is known before it is parsed
 * @param place   where it is done
 * @param at      the process that the caller has named
 * @param answers the containers with what each has to do with the request, oldest first
 * @param silent  those that did not answer
 * @param home    the caller's installation
 */
record Choice(
        String verb,
        String run,
        Place place,
        Optional<String> at,
        List<Asked> answers,
        List<DoorCard> silent,
        Home home) {

    /** A container and its answer. */
    record Asked(DoorCard card, Answer answer) {
        private String line() {
            String runs = answer.runs().isEmpty() ? "" : " (" + String.join(", ", answer.runs()) + ")";
            return card.pid() + " in " + card.container().folder() + runs;
        }
    }

    /**
     * The containers that do it, one after the other; none if the caller's own process does.
     *
     * @throws LaunchException if there is none, or it is not clear which
     */
    List<DoorCard> made() throws LaunchException {
        if (at.isPresent()) return List.of(named(at.get()));
        boolean unnamed = answers.stream().allMatch(asked -> asked.answer().fit() == Fit.UNNAMED);
        if (place == Place.EITHER) return unnamed ? sameInstallation() : holder(Fit.NAME);
        List<Asked> all = place == Place.SERVING ? serving() : answers;
        if (all.isEmpty()) throw nobody();
        if (place == Place.EVERY && unnamed)
            return all.stream().map(Asked::card).toList();
        if (all.size() == 1) return List.of(all.get(0).card());
        List<DoorCard> holder = holder(Fit.ENDED);
        if (!holder.isEmpty()) return holder;
        if (place == Place.RUNNING && unnamed) return List.of(busy(all));
        boolean unknown = all.stream().allMatch(asked -> asked.answer().fit() == Fit.UNKNOWN);
        throw unknown ? refusal("no container has " + run + "; there are " + lines(all)) : several(all);
    }

    /** The only one in which a run goes on: that need not be named. */
    private DoorCard busy(List<Asked> among) throws LaunchException {
        List<Asked> busy =
                among.stream().filter(asked -> !asked.answer().runs().isEmpty()).toList();
        if (busy.size() != 1) throw several(among);
        return busy.get(0).card();
    }

    private DoorCard named(String pid) throws LaunchException {
        for (Asked asked : answers) {
            if (Long.toString(asked.card().pid()).equals(pid)) return asked.card();
        }
        throw answers.isEmpty()
                ? nobody()
                : refusal("no container is process " + pid + "; there are " + lines(answers));
    }

    private List<Asked> serving() {
        return answers.stream()
                .filter(asked -> asked.card().container().serving())
                .toList();
    }

    /** The newest: they have the same plugins. */
    private List<DoorCard> sameInstallation() {
        List<DoorCard> same = answers.stream()
                .map(Asked::card)
                .filter(card -> card.container()
                        .sameInstallation(home.root().toString(), home.plugins().toString()))
                .toList();
        return same.isEmpty() ? List.of() : List.of(same.get(same.size() - 1));
    }

    /** The one that knows the run best; none if none knows it well enough. */
    private List<DoorCard> holder(Fit least) throws LaunchException {
        Fit best = answers.stream()
                .map(asked -> asked.answer().fit())
                .max(Fit::compareTo)
                .orElse(Fit.UNKNOWN);
        if (best.compareTo(least) < 0) return List.of();
        List<Asked> holders =
                answers.stream().filter(asked -> asked.answer().fit() == best).toList();
        if (holders.size() > 1) throw several(holders);
        return List.of(holders.get(0).card());
    }

    private LaunchException several(List<Asked> among) {
        return refusal("several containers are running: " + lines(among) + "; choose with --at PID");
    }

    private static String lines(List<Asked> among) {
        return among.stream().map(Asked::line).collect(Collectors.joining(", "));
    }

    private LaunchException nobody() {
        List<String> why = new ArrayList<>();
        why.add(place == Place.SERVING && !answers.isEmpty() ? "no container is serving" : "no container is running");
        silent.forEach(card -> why.add("process " + card.pid() + " does not answer"));
        String start = place == Place.SERVING
                ? "'espalier serve' in another terminal starts one"
                : "'espalier serve' starts one that stays up, 'espalier run' one for its run";
        return new LaunchException(ExitCode.FAILED, verb + ": " + String.join(", ", why) + "; " + start);
    }

    private LaunchException refusal(String why) {
        return new LaunchException(ExitCode.BAD_INPUT, verb + ": " + why);
    }
}
