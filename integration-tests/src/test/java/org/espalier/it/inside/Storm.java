package org.espalier.it.inside;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** What is done to the bundles of a run's plugins, at random, and what is left of the generations that have gone. */
final class Storm {
    private static final int BETTER = 1000;
    private final BundleContext context;
    private final Cast cast;
    private final Random random;
    private final Map<String, Integer> done = new LinkedHashMap<>();
    private final List<Generation> gone = new ArrayList<>();

    /** The class loader that a bundle had. */
    private record Generation(String bundle, int number, WeakReference<ClassLoader> loader) {
        @Override
        public String toString() {
            return bundle + " of event " + number;
        }
    }

    Storm(BundleContext context, Cast cast, long seed) {
        this.context = context;
        this.cast = cast;
        this.random = new Random(seed);
    }

    /** One event; nothing of it is under way when it returns. */
    void strike(int number) throws Exception {
        String bundle = cast.bundles().get(number % cast.bundles().size());
        switch (random.nextInt(5)) {
            case 0, 1 -> update(bundle, number);
            case 2, 3 -> stopAndStart(bundle);
            default -> outrank(cast.plugins().get(random.nextInt(cast.plugins().size())));
        }
    }

    /** The last event, of the data source that all runs hold open. */
    void lastGust(int number) throws BundleException {
        update("org.espalier.data", number);
    }

    /** A number below a bound. */
    int chance(int bound) {
        return random.nextInt(bound);
    }

    /** How often what was done. */
    Map<String, Integer> done() {
        return done;
    }

    private void update(String name, int number) throws BundleException {
        Bundle bundle = bundle(name);
        gone.add(new Generation(
                name,
                number,
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader())));
        bundle.update();
        done.merge("update", 1, Integer::sum);
    }

    private void stopAndStart(String name) throws BundleException {
        Bundle bundle = bundle(name);
        bundle.stop();
        bundle.start();
        done.merge("stop and start", 1, Integer::sum);
    }

    /** A better ranked service of a plugin comes and goes. */
    private void outrank(String plugin) throws Exception {
        ServiceReference<?> worse = context.getServiceReferences((String) null, "(espalier.name=" + plugin + ")")[0];
        Dictionary<String, Object> card = new Hashtable<>();
        Arrays.stream(worse.getPropertyKeys())
                .filter(key -> key.startsWith("espalier."))
                .forEach(key -> card.put(key, worse.getProperty(key)));
        card.put(Constants.SERVICE_RANKING, BETTER);
        ServiceRegistration<?> better = context.registerService(
                (String[]) worse.getProperty(Constants.OBJECTCLASS), context.getService(worse), card);
        better.unregister();
        context.ungetService(worse);
        done.merge("better ranked", 1, Integer::sum);
    }

    /** Generations whose class loaders are still reachable, after as much collecting as it takes, bounded. */
    List<String> leaked() {
        List<String> left = List.of();
        for (int tries = 0; tries < 20; tries++) {
            System.gc();
            left = gone.stream()
                    .filter(generation -> !generation.loader.refersTo(null))
                    .map(Generation::toString)
                    .toList();
            if (left.isEmpty()) return left;
        }
        return left;
    }

    /** Bundles with more than one wiring, or none. */
    List<String> notWiredOnce() {
        FrameworkWiring framework = context.getBundle(0).adapt(FrameworkWiring.class);
        return Stream.concat(
                        Stream.of(context.getBundles())
                                .filter(bundle -> bundle.adapt(BundleRevisions.class)
                                                .getRevisions()
                                                .size()
                                        != 1)
                                .map(bundle -> bundle.getSymbolicName() + " has several"),
                        framework.getRemovalPendingBundles().stream()
                                .map(bundle -> bundle.getSymbolicName() + " is to be refreshed"))
                .toList();
    }

    private Bundle bundle(String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
