package org.espalier.testkit.plugin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;

/**
 * What a plugin of any kind promises. Kits of the kinds extend it; authors extend those.
 *
 * <p>A check that rests on another one is left out (JUnit calls it aborted) until that other one passes, so that what
 * fails is what is to be mended.
 *
 * @param <P> the kind of plugin
 * @param <S> its settings
 */
@ExtendWith(Hanging.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PluginConformance<P, S extends Record> {
    /** Of a call that takes milliseconds. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(5);

    /** For the kits of this project alone. */
    protected PluginConformance() {}

    /** The plugin: a new object at each call, as the container makes it. */
    protected abstract P plugin();

    /** Settings to check it with: a few that differ in what they make the plugin do. */
    protected abstract List<S> settings();

    /** The record that the plugin names as its settings. */
    protected abstract Class<S> settingsOf(P plugin);

    /** Lets a plugin do its work once, and gives what the host keeps of it. */
    protected abstract Object work(P plugin, S settings) throws Exception;

    /** How long the plugin may work once; for the kit's own tests. */
    Duration longestWork() {
        return LONGEST_WORK;
    }

    /** Comes first, so that one that waits for something is told of in seconds, by a check of that name. */
    @Test
    @Order(1)
    final void itWorksWithinSeconds() throws Exception {
        for (S sample : settings()) {
            Hanging.within(longestWork(), () -> work(plugin(), sample), "with " + sample);
        }
    }

    @Test
    final void itsCardNamesIt() {
        Card.of(plugin()).check();
    }

    @Test
    final void everySettingIsDocumentedAndCanStandInAJobFile() {
        SettingsRecord.check(settingsOf(plugin()));
    }

    @Test
    final void theSampleSettingsKeepTheBoundsThatTheirRecordDeclares() {
        if (settings().isEmpty()) {
            throw new AssertionError("There are no sample settings, so nothing is checked. Return one at least.");
        }
        only("everySettingIsDocumentedAndCanStandInAJobFile", this::everySettingIsDocumentedAndCanStandInAJobFile);
        for (S sample : settings()) {
            SettingsRecord.checkSample(sample);
        }
    }

    @Test
    final void theFactoryMakesANewPluginAtEachCall() {
        P first = plugin();
        if (first == plugin()) {
            throw new AssertionError("plugin() gave one object twice, so what it keeps between calls would go unseen."
                    + " Return new " + first.getClass().getSimpleName() + "(…) at each call.");
        }
    }

    @Test
    final void itNamesTheClassOfItsSettings() {
        Class<S> named = settingsOf(plugin());
        for (S sample : settings()) {
            if (sample.getClass() != named) {
                throw new AssertionError("settings() names " + named.getName() + ", but the samples are "
                        + sample.getClass().getName() + ". The host reads jobs into the class that settings() names.");
            }
        }
    }

    @Test
    final void itsClassesCanBeUnloadedAfterwards() throws Exception {
        S sample = settings().get(0);
        only("the plugin works: the other checks", () -> work(plugin(), sample));
        Unloading.check(plugin(), sample, this::work);
    }

    /** A check that may throw anything. */
    @FunctionalInterface
    protected interface Check {
        /** Throws what is wrong. */
        void run() throws Exception;
    }

    /** Leaves the running check out while the one that it rests on fails. */
    protected static void only(String rest, Check check) {
        try {
            check.run();
        } catch (TestAbortedException e) {
            throw e;
        } catch (Exception | AssertionError | LinkageError e) {
            Assumptions.abort("left out until this passes: " + rest);
        }
    }
}
