package org.espalier.host.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.espalier.host.plugins.PluginRegistry;
import org.espalier.optimizers.ConstantSchedule;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

class SurroundingsTest {
    private static Bundle bundle(long id, String name) {
        Map<String, Object> answers =
                Map.of("getBundleId", id, "getSymbolicName", name, "getVersion", new Version(1, 2, 3));
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    }

    @Test
    void whoeverSuppliesAPluginBelongsToWhereARunComesFrom() {
        PluginRegistry registry = new PluginRegistry();
        registry.schedules()
                .add(new ConstantSchedule(), Map.of("service.id", 5L, "service.bundleid", 3L, "espalier.name", "own"));
        Bundle[] installed = {
            bundle(3, "org.example.own"), bundle(2, "org.espalier.host"), bundle(1, "org.apache.felix.scr")
        };
        assertEquals(
                List.of("org.espalier.host 1.2.3", "org.example.own 1.2.3"), Surroundings.bundles(installed, registry));
    }
}
