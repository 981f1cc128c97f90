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
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.AnyService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.MetaTypeProvider;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The settings of every plugin for readers of the OSGi Metatype Service, such as web consoles: under the host's bundle, with
 * the PID {@code org.espalier.<kind>.<name>}. A definition is made from the settings record when somebody asks for it.
 */
@Component(service = PluginMetatypes.class, immediate = true)
public final class PluginMetatypes {
    private final BundleContext context;
    private final ShelvedPlugins plugins;
    private final Map<ServiceReference<?>, Set<Definition>> asked = new HashMap<>();
    private final Map<Definition, ServiceRegistration<?>> registrations = new HashMap<>();

    /** What a provider is registered for; several services may ask for one. */
    private record Definition(String kind, String name) {
        String pid() {
            return "org.espalier." + kind.toLowerCase(Locale.ROOT).replace(' ', '-') + "." + name;
        }
    }

    /** Providers for the plugins that come and go in this container. */
    @Activate
    public PluginMetatypes(BundleContext context, @Reference PluginRegistry registry) {
        this.context = context;
        this.plugins = new ShelvedPlugins(context, registry);
    }

    /** The service itself is left alone: a definition is made when somebody asks for it. */
    @Reference(
            service = AnyService.class,
            target = "(espalier.name=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    synchronized void addPlugin(ServiceReference<?> plugin) {
        String name = String.valueOf(plugin.getProperty("espalier.name"));
        Set<Definition> its = new HashSet<>();
        for (String kind : plugins.kinds((String[]) plugin.getProperty(Constants.OBJECTCLASS))) {
            its.add(new Definition(kind, name));
        }
        Set<Definition> before = asked.put(plugin, its);
        keepUp(its);
        if (before != null) {
            keepUp(before);
        }
    }

    void updatedPlugin(ServiceReference<?> plugin) {
        addPlugin(plugin);
    }

    synchronized void removePlugin(ServiceReference<?> plugin) {
        Set<Definition> its = asked.remove(plugin);
        if (its != null) {
            keepUp(its);
        }
    }

    /** A provider for each that is asked for now: whoever is told of the one before may have changed that meanwhile. */
    private void keepUp(Set<Definition> some) {
        for (Definition definition : some) {
            boolean wanted = asked.values().stream().anyMatch(its -> its.contains(definition));
            ServiceRegistration<?> there = registrations.get(definition);
            if (wanted && there == null) {
                registrations.put(definition, register(definition));
            } else if (!wanted && there != null) {
                registrations.remove(definition);
                there.unregister();
            }
        }
    }

    private ServiceRegistration<?> register(Definition definition) {
        MetaTypeProvider provider = new MetaTypeProvider() {
            @Override
            public ObjectClassDefinition getObjectClassDefinition(String id, @Nullable String locale) {
                return plugins.find(definition.kind, definition.name)
                        .map(found -> new PluginClass(definition.pid(), found))
                        .orElseThrow(() -> new IllegalArgumentException("the " + definition.kind + " " + definition.name
                                + " is not there, or its settings cannot be read"));
            }

            @Override
            public String @Nullable [] getLocales() {
                return null;
            }
        };
        return context.registerService(
                MetaTypeProvider.class,
                provider,
                new Hashtable<>(Map.of(MetaTypeProvider.METATYPE_PID, definition.pid())));
    }

    @Deactivate
    synchronized void close() {
        asked.clear();
        registrations.values().forEach(ServiceRegistration::unregister);
        registrations.clear();
    }
}
