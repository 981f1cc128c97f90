package org.espalier.launcher;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What the host finds wrong with a file in the drop-in folder.
 *
 * @param refused whether nothing of it is used; otherwise it is a warning
 * @param line    the file's name and what is wrong
 * @param advice  what to do
 */
record PluginFinding(boolean refused, String line, String advice) {
    private static final String FILTER = "(org.espalier.troubles=plugins)";

    /** All that is wrong now; nothing if there is no host to ask. */
    @SuppressWarnings("rawtypes") // launcher and bundles share types of the JDK only, and those know no parameters
    static List<PluginFinding> all(BundleContext context) {
        try {
            Collection<ServiceReference<Supplier>> hosts = context.getServiceReferences(Supplier.class, FILTER);
            for (ServiceReference<Supplier> host : hosts) {
                Supplier<?> watch = context.getService(host);
                if (watch != null && watch.get() instanceof List<?> lines)
                    return lines.stream().map(PluginFinding::of).toList();
            }
            return List.of();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PluginFinding of(Object told) {
        var words = (Map<?, ?>) told;
        return new PluginFinding(
                Boolean.parseBoolean(String.valueOf(words.get("refused"))),
                String.valueOf(words.get("line")),
                String.valueOf(words.get("advice")));
    }

    Finding finding() {
        return refused ? Finding.bad("plugins", line, advice) : Finding.doubtful("plugins", line, advice);
    }
}
