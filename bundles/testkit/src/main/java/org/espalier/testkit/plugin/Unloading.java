package org.espalier.testkit.plugin;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;

/**
 * Whether nothing of a plugin stays when its bundle goes: its classes are loaded by a class loader of their own, the plugin
 * works, what the host would keep is kept, and the class loader must be collected.
 */
final class Unloading {
    private static final int COLLECTIONS = 20;
    private static final int MILLIS = 50;

    private Unloading() {}

    /** Lets a plugin work, and gives what the host keeps of it. */
    interface Work<P, S> {
        Object of(P plugin, S settings) throws Exception;
    }

    /**
     * AssertionError if the plugin's classes cannot be unloaded.
     *
     * @param plugin a plugin of the class in question
     * @param work   lets another plugin of that class work, and gives what the host would keep of it
     */
    static <P, S extends Record> void check(P plugin, S settings, Work<P, S> work) throws Exception {
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        Trace trace = worked(plugin, settings, work, gone);
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            if (gone.remove(MILLIS) != null) {
                Reference.reachabilityFence(trace);
                return;
            }
        }
        throw new AssertionError(
                plugin.getClass().getName() + " leaves something behind: its classes stay in memory after"
                        + " its last call, so a bundle that is updated in a running container would leak each time. Look for a"
                        + " ThreadLocal, a thread or timer that still runs, a listener or shutdown hook, a static registry of the"
                        + " JDK that holds an object of the plugin, or, on Java 17, the equals of a record of the plugin's own,"
                        + " which the JDK's method handles remember: compare its parts instead.");
    }

    /** What outlives the plugin: what the host keeps, and the reference that tells when its loader is collected. */
    private record Trace(Object kept, PhantomReference<ClassLoader> loader) {}

    private static <P, S extends Record> Trace worked(
            P plugin, S settings, Work<P, S> work, ReferenceQueue<ClassLoader> gone) throws Exception {
        Class<?> type = plugin.getClass();
        try (PluginLoader loader =
                new PluginLoader(type.getProtectionDomain().getCodeSource().getLocation(), type.getClassLoader())) {
            @SuppressWarnings("unchecked") // the same class by name, which implements the same interface of the API
            P again = (P) loader.again(plugin);
            @SuppressWarnings("unchecked") // likewise
            S translated = (S) loader.translated(settings);
            return new Trace(work.of(again, translated), new PhantomReference<>(loader, gone));
        }
    }
}
