package org.espalier.launcher;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What the host has to say of a file in the drop-in folder.
 *
 * @param state  {@code refused} if nothing of it is used, {@code warning}, or {@code fine}
 * @param line   the file's name and what there is to say
 * @param advice what to do; nothing if all is fine
 */
record PluginFinding(String state, String line, String advice) {
    private static final String FILTER = "(org.espalier.troubles=plugins)";

    /** All there is to say now; nothing if there is no host to ask. */
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
                String.valueOf(words.get("state")),
                String.valueOf(words.get("line")),
                String.valueOf(words.get("advice")));
    }

    Finding finding() {
        return switch (state) {
            case "fine" -> Finding.good("plugins", line);
            case "warning" -> Finding.doubtful("plugins", line, advice);
            default -> Finding.bad("plugins", line, advice);
        };
    }
}
