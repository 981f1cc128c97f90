package org.espalier.host.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.api.number.NumberSystem;
import org.espalier.api.number.NumberTraits;
import org.espalier.api.number.Rounder;
import org.espalier.api.number.Site;
import org.espalier.api.run.RefusedException;
import org.espalier.host.job.JobFile;
import org.espalier.host.plugins.Supply;
import org.espalier.host.support.TinyContainer;
import org.espalier.testkit.doubles.LogNumbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberSystemsTest {
    private static final String LNS = "precision: { type: lns, bits: 8, base: 8 }\n";
    private final TinyContainer container = new TinyContainer();

    NumberSystemsTest() {
        container.put(container.registry().numbers(), "lns", new LogNumbers());
    }

    private String refusal(String more) {
        return assertThrows(RefusedException.class, () -> assembled(more)).getMessage();
    }

    private void assembled(String more) throws Exception {
        JobFile file = JobFile.parse(TinyContainer.job(more), Path.of("tiny.yaml"), Map.of());
        Assembly.of(file, Supply.of(container.registry()), Path.of("").toAbsolutePath());
    }

    @Test
    void whatIsSoundIsAssembled() throws Exception {
        assembled(LNS);
    }

    @Test
    void anUnknownNumberSystemIsRefusedWithTheNearestName() {
        assertEquals(
                "tiny.yaml:10: precision: lsn — no such number system, did you mean lns? there are lns, float32",
                refusal("precision: lsn\n"));
    }

    @Test
    void itsSettingsAreBoundAndAMistakeIsNamed() {
        assertEquals(
                "tiny.yaml:10: precision.bits: 2 — must lie from 3 to 16", refusal(LNS.replace("bits: 8", "bits: 2")));
    }

    @Test
    void float32TakesNoSettings() {
        assertEquals(
                "tiny.yaml:10: precision: {bits=8} — float32 takes no settings",
                refusal("precision: { type: float32, bits: 8 }\n"));
    }

    @Test
    void entriesBornZeroAreRefusedByNameWhereZeroIsNoNumber() throws Exception {
        container.put(container.registry().numbers(), "lns", new Changed(false, ""));
        assertEquals(
                "tiny.yaml:10: precision: lns — b1: 4 of 4 entries are born exactly zero, which it does not have at weight;"
                        + " let them be born otherwise, such as mirrored, or leave the parameter out by a group with"
                        + " precision: float32",
                refusal(LNS));
        assembled(LNS + "groups: [ { match: \"b*\", precision: float32 } ]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rounds", "traits", "prepare"})
    void aNumberSystemThatThrowsIsRefusedInOneLine(String function) {
        container.put(container.registry().numbers(), "lns", new Changed(false, function));
        assertEquals(
                "tiny.yaml:10: precision: Changed — its " + function + " threw java.lang.IllegalStateException: broken",
                refusal(LNS));
    }

    @Test
    void aGroupsPrecisionIsTheJobsOrFloat32() {
        String line = refusal(LNS + "groups: [ { match: \"b*\", precision: float16 } ]\n");
        assertEquals(
                "tiny.yaml:11: groups[0].precision: float16 — no such word, did you mean float32? there are inherited,"
                        + " float32",
                line);
    }

    /** Logarithmic numbers that lack a zero or throw in one of their functions. */
    private record Changed(boolean exactZero, String broken) implements NumberSystem<LogNumbers.Settings> {
        private static final LogNumbers SOUND = new LogNumbers();

        private void in(String function) {
            if (function.equals(broken)) {
                throw new IllegalStateException("broken");
            }
        }

        @Override
        public Class<LogNumbers.Settings> settings() {
            return LogNumbers.Settings.class;
        }

        @Override
        public boolean rounds(Site site, LogNumbers.Settings settings) {
            in("rounds");
            return true;
        }

        @Override
        public NumberTraits traits(Site site, LogNumbers.Settings settings) {
            in("traits");
            return NumberTraits.of(settings.bits(), exactZero, 1);
        }

        @Override
        public Rounder prepare(int[] shape, Site site, LogNumbers.Settings settings) {
            in("prepare");
            return SOUND.prepare(shape, site, settings);
        }
    }
}
