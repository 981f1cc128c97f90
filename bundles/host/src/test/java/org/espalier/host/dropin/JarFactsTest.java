package org.espalier.host.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarFactsTest {
    private static final String STRATEGY = "org.espalier.api.growth.GrowthStrategy";
    private static final String COMPONENT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE any SYSTEM "file:///no/such/file">
            <all xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0">
              <scr:component name="first">
                <property name="espalier.schema" type="Integer" value="2"/>
                <property name="espalier.name" type="String" value="first"/>
                <service><provide interface="org.espalier.api.growth.GrowthStrategy"/></service>
                <reference name="log" interface="org.example.Log"/>
              </scr:component>
              <scr:component name="second">
                <service>
                  <provide interface="org.espalier.api.growth.Initializer"/>
                  <provide interface="org.example.Other"/>
                </service>
                <property name="espalier.name">
                  second
                </property>
              </scr:component>
            </all>
            """;

    @TempDir
    Path folder;

    private JarFacts facts(Map<String, String> headers, Map<String, String> files) throws Exception {
        Path jar = Jars.bundle(folder.resolve("a.jar"), "org.example.a;singleton:=true", headers, files);
        return JarFacts.of(jar, JarFacts.Stamp.of(jar));
    }

    @Test
    void aJarPromisesThePluginsOfItsComponentDescriptions() throws Exception {
        JarFacts facts = facts(
                Map.of("Service-Component", "OSGI-INF/third.xml, OSGI-INF/a*.xml"),
                Map.of(
                        "OSGI-INF/all.xml",
                        COMPONENT,
                        "OSGI-INF/third.xml",
                        "half a <component",
                        "OSGI-INF/deeper/a.xml",
                        COMPONENT.replace("second", "deeper")));
        assertEquals("org.example.a 1.0.0", facts.bundle());
        assertEquals(Optional.empty(), facts.trouble());
        assertEquals(
                Set.of(
                        new Offer(STRATEGY, "first"),
                        new Offer("org.espalier.api.growth.Initializer", "second"),
                        new Offer("org.example.Other", "second")),
                facts.offers());
        assertEquals(Set.of(), facts(Map.of(), Map.of()).offers());
    }

    @Test
    void aManifestThatTheInstallerWouldNotFindIsSaidToBeSo() throws Exception {
        Path jar = Jars.bundleWithLateManifest(
                folder.resolve("late.jar"), "org.example.a", Map.of("a", "", "b", "", "c", ""));
        assertEquals(
                "is no bundle: its manifest is not its first entry",
                JarFacts.of(jar, JarFacts.Stamp.of(jar)).trouble().orElseThrow().why());
    }

    @Test
    void aManifestThatIsLargerThanOneEverIsIsNotRead() throws Exception {
        JarFacts facts = facts(Map.of("Blown-Up", "x".repeat(1 << 20)), Map.of());
        assertEquals(
                "is no bundle: its manifest is larger than 1048576 bytes",
                facts.trouble().orElseThrow().why());
    }

    @Test
    void aVersionThatIsNoneIsSaidInOneLine() throws Exception {
        JarFacts facts = facts(Map.of("Bundle-Version", "1.0-SNAPSHOT"), Map.of());
        assertEquals(
                "is no bundle: its Bundle-Version 1.0-SNAPSHOT is none, such as 1.0.0.SNAPSHOT is",
                facts.trouble().orElseThrow().why());
    }
}
