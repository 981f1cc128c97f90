package org.espalier.it.inside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.espalier.api.growth.GrowthStrategy;
import org.espalier.api.run.Catalog;
import org.espalier.api.run.SettingDescription;
import org.espalier.it.plugin.Keeping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** What a web console would see of the plugins' settings. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class MetatypeIT {
    private static final String IFNO = "org.espalier.strategy.ifno";

    @InjectBundleContext
    BundleContext context;

    @InjectService
    MetaTypeService metatype;

    @InjectService
    Catalog catalog;

    private Bundle bundle(String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + name));
    }

    private Set<String> pids() {
        MetaTypeInformation information = metatype.getMetaTypeInformation(bundle("org.espalier.host"));
        return new TreeSet<>(Arrays.asList(information.getPids()));
    }

    private ObjectClassDefinition definition(String pid) {
        return metatype.getMetaTypeInformation(bundle("org.espalier.host")).getObjectClassDefinition(pid, null);
    }

    @Test
    void everyPluginHasADefinitionWithItsSettings() {
        Set<String> expected = new TreeSet<>();
        catalog.plugins().forEach(plugin -> {
            String pid = "org.espalier." + plugin.card().kind().replace(' ', '-') + "."
                    + plugin.card().name();
            expected.add(pid);
            AttributeDefinition[] attributes = definition(pid).getAttributeDefinitions(ObjectClassDefinition.ALL);
            List<String> ids = attributes == null
                    ? List.of()
                    : Stream.of(attributes).map(AttributeDefinition::getID).toList();
            // A map of settings has no attribute of its own: its keys follow.
            List<String> keys = plugin.settings().stream()
                    .filter(setting -> !setting.type().equals("map of settings"))
                    .map(SettingDescription::key)
                    .toList();
            assertEquals(keys, ids, pid);
        });
        assertEquals(expected, pids());
    }

    @Test
    void anAttributeHasTypeRangeDefaultAndWordsOfTheRecord() {
        ObjectClassDefinition ifno = definition(IFNO);
        assertEquals("strategy ifno", ifno.getName());
        for (AttributeDefinition attribute : ifno.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            switch (attribute.getID()) {
                case "explained" -> {
                    assertEquals(AttributeDefinition.DOUBLE, attribute.getType());
                    assertArrayEquals(new String[] {"0.97"}, attribute.getDefaultValue());
                    assertEquals("", attribute.validate("0.5"));
                    assertEquals("must be in [0, 1]", attribute.validate("2"));
                }
                case "criterion" -> assertEquals(4, attribute.getOptionValues().length);
                default -> assertFalse(attribute.getDescription().isBlank(), attribute.getID());
            }
        }
    }

    /** While a service is told to be going it is still there for whoever looks for services. */
    @Test
    void aDefinitionThatGoesWhileAnotherComesDoesNotComeBack() throws Exception {
        Set<String> before = pids();
        List<ServiceRegistration<?>> other = new CopyOnWriteArrayList<>();
        ServiceListener meanwhile = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) other.add(strategy("other"));
        };
        ServiceRegistration<?> ghost = strategy("ghost");
        // The host takes the definition away: at that moment the next plugin comes.
        context.addServiceListener(meanwhile, "(metatype.pid=org.espalier.strategy.ghost)");
        try {
            assertTrue(pids().contains("org.espalier.strategy.ghost"));
            ghost.unregister();
            Set<String> expected = new TreeSet<>(before);
            expected.add("org.espalier.strategy.other");
            assertEquals(expected, pids());
        } finally {
            context.removeServiceListener(meanwhile);
            other.forEach(ServiceRegistration::unregister);
        }
        assertEquals(before, pids());
    }

    private ServiceRegistration<?> strategy(String name) {
        return context.registerService(
                GrowthStrategy.class, new Keeping(), new Hashtable<>(Map.of("espalier.name", name)));
    }

    @Test
    void aPluginThatGoesTakesItsDefinitionWithItAndBringsItBack() throws Exception {
        Bundle ifno = bundle("org.espalier.ifno");
        Set<String> before = pids();
        ifno.stop();
        try {
            assertFalse(pids().contains(IFNO));
            assertEquals(before.size() - 1, pids().size());
        } finally {
            ifno.start();
        }
        assertEquals(before, pids());
        assertTrue(definition(IFNO).getAttributeDefinitions(ObjectClassDefinition.ALL).length > 0);
    }
}
