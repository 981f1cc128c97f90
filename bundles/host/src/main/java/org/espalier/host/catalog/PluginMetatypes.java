package org.espalier.host.catalog;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.espalier.host.plugins.PluginRegistry;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeProvider;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The settings of every plugin for readers of the OSGi Metatype Service, such as web consoles: under the host's bundle, with
 * the PID {@code org.espalier.<kind>.<name>}. A definition is made from the settings record when somebody asks for it.
 */
@Component(service = PluginMetatypes.class, immediate = true)
public final class PluginMetatypes {
    private static final String PLUGINS = "(espalier.name=*)";
    private final BundleContext context;
    private final ShelvedPlugins plugins;
    private final ServiceListener listener = this::changed;
    private final Map<String, ServiceRegistration<?>> registrations = new HashMap<>();

    /** Providers for the plugins that come and go in this container. */
    @Activate
    public PluginMetatypes(BundleContext context, @Reference PluginRegistry registry) throws InvalidSyntaxException {
        this.context = context;
        this.plugins = new ShelvedPlugins(context, registry);
        context.addServiceListener(listener, PLUGINS);
        keepUp(null);
    }

    private void changed(ServiceEvent event) {
        try {
            keepUp(event.getType() == ServiceEvent.UNREGISTERING ? event.getServiceReference() : null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(PLUGINS, e);
        }
    }

    /** One provider for each PID of the services that there are, but for one that is about to go. */
    private synchronized void keepUp(@Nullable ServiceReference<?> going) throws InvalidSyntaxException {
        Set<String> gone = new HashSet<>(registrations.keySet());
        ServiceReference<?>[] found = context.getServiceReferences((String) null, PLUGINS);
        for (ServiceReference<?> plugin : found == null ? new ServiceReference<?>[0] : found) {
            if (plugin.equals(going)) {
                continue;
            }
            String name = String.valueOf(plugin.getProperty("espalier.name"));
            for (String kind : plugins.kinds((String[]) plugin.getProperty(Constants.OBJECTCLASS))) {
                String pid = pid(kind, name);
                gone.remove(pid);
                registrations.computeIfAbsent(pid, p -> register(p, kind, name));
            }
        }
        gone.forEach(pid -> registrations.remove(pid).unregister());
    }

    private static String pid(String kind, String name) {
        return "org.espalier." + kind.toLowerCase(Locale.ROOT).replace(' ', '-') + "." + name;
    }

    private ServiceRegistration<?> register(String pid, String kind, String name) {
        MetaTypeProvider provider = new MetaTypeProvider() {
            @Override
            public ObjectClassDefinition getObjectClassDefinition(String id, @Nullable String locale) {
                return plugins.find(kind, name)
                        .map(found -> new PluginClass(pid, found))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the " + kind + " " + name + " is not there, or its settings cannot be read"));
            }

            @Override
            public String @Nullable [] getLocales() {
                return null;
            }
        };
        return context.registerService(
                MetaTypeProvider.class, provider, new Hashtable<>(Map.of(MetaTypeProvider.METATYPE_PID, pid)));
    }

    @Deactivate
    void close() {
        context.removeServiceListener(listener);
        synchronized (this) {
            registrations.values().forEach(ServiceRegistration::unregister);
            registrations.clear();
        }
    }
}
