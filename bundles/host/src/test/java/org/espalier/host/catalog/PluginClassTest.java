package org.espalier.host.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.OneOf;
import org.espalier.api.plugin.Range;
import org.espalier.api.run.PluginCard;
import org.espalier.api.run.PluginDescription;
import org.espalier.settings.SettingsBinding;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

class PluginClassTest {
    enum Born {
        ZERO,
        NORMAL
    }

    record Inner(@Default("1") int width) {}

    record Settings(
            @Doc("share") @Range(min = 0, max = 1) @Default("0.97") double share,
            @Range(min = 1) int count,
            @Default("7") long seed,
            @Default("true") boolean centred,
            @OneOf({"a", "b"}) @Default("a") String word,
            @Default("zero") Born born,
            @Range(min = 8) @Default("[8, 16]") List<Integer> sizes,
            @Default("{}") Map<Integer, Integer> at,
            Optional<Double> clip,
            Inner inner) {}

    private final PluginClass type = new PluginClass(
            "org.espalier.strategy.x",
            new ShelvedPlugins.Described(
                    PluginDescription.of(
                            new PluginCard("strategy", "x", "org.x", "1.0.0"), "grows", List.of(), 1, List.of()),
                    SettingsBinding.describe(Settings.class)));

    private AttributeDefinition attribute(String key) {
        return Arrays.stream(type.getAttributeDefinitions(ObjectClassDefinition.ALL))
                .filter(a -> a.getID().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key));
    }

    @Test
    void everySettingThatIsOneValueIsAnAttribute() {
        assertEquals("org.espalier.strategy.x", type.getID());
        assertEquals("strategy x", type.getName());
        assertTrue(type.getDescription().startsWith("grows. "));
        assertEquals(
                List.of("share", "count", "seed", "centred", "word", "born", "sizes", "at", "clip", "inner.width"),
                Arrays.stream(type.getAttributeDefinitions(ObjectClassDefinition.ALL))
                        .map(AttributeDefinition::getID)
                        .toList());
        assertEquals(1, type.getAttributeDefinitions(ObjectClassDefinition.REQUIRED).length);
        assertEquals(9, type.getAttributeDefinitions(ObjectClassDefinition.OPTIONAL).length);
    }

    @Test
    void typesDefaultsAndWordsAreThoseOfTheRecord() {
        assertEquals(AttributeDefinition.DOUBLE, attribute("share").getType());
        assertEquals("share; in [0, 1]", attribute("share").getDescription());
        assertArrayEquals(new String[] {"0.97"}, attribute("share").getDefaultValue());
        assertEquals(AttributeDefinition.INTEGER, attribute("count").getType());
        assertNull(attribute("count").getDefaultValue());
        assertEquals(AttributeDefinition.LONG, attribute("seed").getType());
        assertEquals(AttributeDefinition.BOOLEAN, attribute("centred").getType());
        assertNull(attribute("centred").getOptionValues());
        assertArrayEquals(new String[] {"a", "b"}, attribute("word").getOptionValues());
        assertArrayEquals(new String[] {"zero", "normal"}, attribute("born").getOptionLabels());
        assertEquals(Integer.MAX_VALUE, attribute("sizes").getCardinality());
        assertEquals(AttributeDefinition.INTEGER, attribute("sizes").getType());
        assertArrayEquals(new String[] {"8", "16"}, attribute("sizes").getDefaultValue());
        assertEquals(AttributeDefinition.STRING, attribute("at").getType());
        assertEquals(AttributeDefinition.DOUBLE, attribute("clip").getType());
    }

    @Test
    void aValueIsValidatedAsAJobsWouldBe() {
        assertEquals("", attribute("share").validate("0.5"));
        assertEquals("must be in [0, 1]", attribute("share").validate("1.5"));
        assertTrue(attribute("count").validate("many").startsWith("wants an integer"));
        assertEquals("must be given", attribute("count").validate(null));
        assertEquals("", attribute("clip").validate(null));
        assertEquals("", attribute("sizes").validate("8, 32"));
        assertEquals("must be at least 8", attribute("sizes").validate("8,4"));
        assertTrue(attribute("word").validate("c").startsWith("no such word"));
        assertNull(attribute("at").validate("{1: 2}"), "not looked at");
    }
}
