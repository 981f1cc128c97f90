package org.espalier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a kit on a plugin that is wrong on purpose, and looks at which of its checks fails. */
public final class Caught {
    private Caught() {}

    /** Asserts that exactly one check fails, with a message that has these words. */
    public static void by(String check, Class<?> kit, String... words) {
        Map<String, String> failed =
                events(kit).failed().stream().collect(Collectors.toMap(Caught::name, Caught::message));
        assertEquals(Map.of(check, failed.getOrDefault(check, "")), failed);
        String message = failed.get(check);
        for (String word : words) {
            assertTrue(message.contains(word), "\"" + word + "\" is not in: " + message);
        }
        assertEquals(1, message.lines().count(), message);
    }

    /** Asserts that a single check fails, whichever comes first, with a message that has these words. */
    public static void once(Class<?> kit, String words) {
        Map<String, String> failed =
                events(kit).failed().stream().collect(Collectors.toMap(Caught::name, Caught::message));
        assertEquals(1, failed.size(), failed.toString());
        assertTrue(failed.values().iterator().next().contains(words), failed.toString());
    }

    /** Asserts that no check fails or is left out. */
    public static void byNothing(Class<?> kit) {
        Events events = events(kit);
        assertEquals(Map.of(), events.failed().stream().collect(Collectors.toMap(Caught::name, Caught::message)));
        assertEquals(0, events.aborted().count());
    }

    private static Events events(Class<?> kit) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(DiscoverySelectors.selectClass(kit))
                .execute()
                .testEvents();
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName().replace("()", "");
    }

    private static String message(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(result -> result.getThrowable())
                .map(Throwable::getMessage)
                .orElse("");
    }
}
