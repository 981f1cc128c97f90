package org.espalier.it.inside;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** The wiring of every bundle at one moment, to see which bundles something later touches. */
record Wirings(BundleContext context, Map<Bundle, BundleWiring> then) {

    static Wirings now(BundleContext context) {
        return new Wirings(context, current(context));
    }

    /** Symbolic names of the bundles that came, went or were wired anew. */
    Set<String> changed() {
        Map<Bundle, BundleWiring> now = current(context);
        var names = new TreeSet<String>();
        now.forEach((bundle, wiring) -> {
            if (then.get(bundle) != wiring) names.add(bundle.getSymbolicName());
        });
        then.keySet().forEach(bundle -> {
            if (!now.containsKey(bundle)) names.add(bundle.getSymbolicName());
        });
        return names;
    }

    private static Map<Bundle, BundleWiring> current(BundleContext context) {
        var wirings = new HashMap<Bundle, BundleWiring>();
        for (Bundle bundle : context.getBundles()) wirings.put(bundle, bundle.adapt(BundleWiring.class));
        return wirings;
    }
}
