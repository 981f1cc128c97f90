package org.espalier.testkit.plugin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.OneOf;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.testkit.Caught;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is wrong with a plugin of any kind is caught by the check meant for it, and by no other. */
class WrongPluginsTest {
    enum Colour {
        RED,
        GREEN
    }

    record Inner(@Doc("a list") List<String> words) {}

    record Settings(
            @Doc("a share") @Range(min = 0, max = 1) double share,
            @Doc("a word") @OneOf({"up", "down"}) String word,
            @Doc("a colour") Colour colour,
            @Doc("settings within") Inner inner) {}

    record Undocumented(@Doc("one") int one, int two) {}

    record FullStop(@Doc("One.") int one) {}

    record OddType(@Doc("names") Set<String> names) {}

    record Share(@Doc("percent") @Range(min = 0, max = 100) @Default("200") double most) {}

    record Impossible(@Doc("shares") List<Share> shares) {}

    record UndocumentedWithin(@Doc("perhaps") Optional<Undocumented> inner) {}

    record Percent(@Doc("percent") @Range(min = 0, max = 100) double most) {}

    record Percents(@Doc("shares") List<Percent> shares) {}

    /** A plugin of no kind in particular. */
    @Plugin(name = "anything")
    static class Anything implements IntSupplier {
        @Override
        public int getAsInt() {
            return 1;
        }
    }

    @Plugin(name = "running")
    static class LeavesAThread extends Anything {
        @Override
        public int getAsInt() {
            Thread thread = new Thread(() -> {
                synchronized (this) {
                    try {
                        wait(20_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
            return 2;
        }
    }

    @Plugin(name = "hanging")
    static class Hangs extends Anything {
        @Override
        public int getAsInt() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 3;
        }
    }

    @Plugin(name = "arguing")
    static class NeedsAnArgument extends Anything {
        NeedsAnArgument(int argument) {}
    }

    abstract static class Kit<S extends Record> extends PluginConformance<IntSupplier, S> {
        private final S sample;

        Kit(S sample) {
            this.sample = sample;
        }

        @Override
        protected IntSupplier plugin() {
            return new Anything();
        }

        @Override
        protected List<S> settings() {
            return List.of(sample);
        }

        @Override
        @SuppressWarnings("unchecked") // a record's class is that of its type
        protected Class<S> settingsOf(IntSupplier plugin) {
            return (Class<S>) sample.getClass();
        }

        @Override
        protected Object work(IntSupplier plugin, S settings) {
            return plugin.getAsInt();
        }
    }

    private static Settings sample(double share, String word) {
        return new Settings(share, word, Colour.GREEN, new Inner(List.of("a")));
    }

    static class OfRight extends Kit<Settings> {
        OfRight() {
            super(sample(0.5, "up"));
        }
    }

    static class OfUndocumented extends Kit<Undocumented> {
        OfUndocumented() {
            super(new Undocumented(1, 2));
        }
    }

    static class OfFullStop extends Kit<FullStop> {
        OfFullStop() {
            super(new FullStop(1));
        }
    }

    static class OfOddType extends Kit<OddType> {
        OfOddType() {
            super(new OddType(Set.of()));
        }
    }

    static class OfImpossible extends Kit<Impossible> {
        OfImpossible() {
            super(new Impossible(List.of()));
        }
    }

    static class OfUndocumentedWithin extends Kit<UndocumentedWithin> {
        OfUndocumentedWithin() {
            super(new UndocumentedWithin(Optional.empty()));
        }
    }

    static class OfTooLargeWithin extends Kit<Percents> {
        OfTooLargeWithin() {
            super(new Percents(List.of(new Percent(101))));
        }
    }

    static class OfTooLarge extends Kit<Settings> {
        OfTooLarge() {
            super(sample(1.5, "up"));
        }
    }

    static class OfUnknownWord extends Kit<Settings> {
        OfUnknownWord() {
            super(sample(1, "sideways"));
        }
    }

    static class OfAnotherClass extends OfRight {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // wrong on purpose
        protected Class<Settings> settingsOf(IntSupplier plugin) {
            return (Class) Inner.class;
        }
    }

    static class OfOneObject extends OfRight {
        private static final Anything ONE = new Anything();

        @Override
        protected IntSupplier plugin() {
            return ONE;
        }
    }

    static class OfThread extends OfRight {
        @Override
        protected IntSupplier plugin() {
            return new LeavesAThread();
        }
    }

    @Timeout(value = 200, unit = TimeUnit.MILLISECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    static class OfHanging extends OfRight {
        @Override
        protected IntSupplier plugin() {
            return new Hangs();
        }

        @Test
        void anotherCheckThatHangs() {
            plugin().getAsInt();
        }
    }

    static class OfHangingAtWork extends OfRight {
        @Override
        protected IntSupplier plugin() {
            return new Hangs();
        }

        @Override
        Duration longestWork() {
            return Duration.ofMillis(200);
        }
    }

    static class OfArgument extends OfRight {
        @Override
        protected IntSupplier plugin() {
            return new NeedsAnArgument(1);
        }
    }

    @Test
    void aPluginThatDoesNothingWrongPasses() {
        Caught.byNothing(OfRight.class);
    }

    @Test
    void aSettingWithoutASentenceOfItsOwnIsCaught() {
        String check = "everySettingIsDocumentedAndCanStandInAJobFile";
        Caught.by(check, OfUndocumented.class, "Undocumented.two says nothing", "@Doc");
        Caught.by(check, OfFullStop.class, "full stop");
        Caught.by(check, OfOddType.class, "java.util.Set<java.lang.String>, which settings cannot hold");
    }

    @Test
    void aSampleThatNoJobCouldGiveIsCaught() {
        String check = "theSampleSettingsKeepTheBoundsThatTheirRecordDeclares";
        Caught.by(check, OfTooLarge.class, "share: 1.5 — must be in [0, 1]");
        Caught.by(check, OfUnknownWord.class, "word: sideways — no such word");
    }

    @Test
    void anotherClassOfSettingsIsCaught() {
        Caught.by("itNamesTheClassOfItsSettings", OfAnotherClass.class, "Inner");
    }

    @Test
    void aFactoryThatGivesOneObjectIsCaught() {
        Caught.by("theFactoryMakesANewPluginAtEachCall", OfOneObject.class, "new Anything(");
    }

    @Test
    void aThreadThatStillRunsIsCaught() {
        Caught.by("itsClassesCanBeUnloadedAfterwards", OfThread.class, "a thread or timer");
    }

    @Test
    void aCallThatHangsIsWaitedForOnce() {
        Caught.once(OfHanging.class, "A call of the plugin did not return");
    }

    @Test
    void aPluginThatHangsIsToldOfByTheCheckOfThatName() {
        Caught.by("itWorksWithinSeconds", OfHangingAtWork.class, "has worked for 0.2 s with Settings[share=0.5");
    }

    @Test
    void whatTheHostRefusesOfSettingsWithinSettingsIsCaught() {
        String check = "everySettingIsDocumentedAndCanStandInAJobFile";
        Caught.by(check, OfImpossible.class, "Share has an impossible @Default(\"200\"): must be in [0, 100]");
        Caught.by(check, OfUndocumentedWithin.class, "Undocumented.two says nothing");
    }

    @Test
    void aSampleThatNoJobCouldGiveWithinSettingsIsCaught() {
        Caught.by(
                "theSampleSettingsKeepTheBoundsThatTheirRecordDeclares",
                OfTooLargeWithin.class,
                "shares[0].most: 101.0 — must be in [0, 100]");
    }

    @Test
    void aConstructorWithArgumentsIsCaught() {
        Caught.by("itsClassesCanBeUnloadedAfterwards", OfArgument.class, "no constructor without arguments");
    }
}
