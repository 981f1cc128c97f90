package org.espalier.host.dropin;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** What a jar's component descriptions promise, read without the container: it knows nothing of a bundle that it refuses. */
final class Offers {
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private final Map<Offer, Promise> found = new HashMap<>();
    private final Set<String> types = new HashSet<>();
    private String name = "";
    private int schema = 1;
    private int ranking;

    /**
     * What a description says of a plugin.
     *
     * @param schema  of the state that it writes
     * @param ranking of its service
     */
    record Promise(int schema, int ranking) {}

    private Offers() {}

    /** The plugins of a jar with this manifest; a description that cannot be read promises nothing. */
    static Set<Offer> in(JarFile jar, Attributes manifest) throws IOException {
        return promises(jar, manifest).keySet();
    }

    /** The same with what is said of each. */
    static Map<Offer, Promise> promises(JarFile jar, Attributes manifest) throws IOException {
        String told = manifest.getValue("Service-Component");
        if (told == null) {
            return Map.of();
        }
        Pattern descriptions = Pattern.compile(Stream.of(told.split(","))
                .map(path -> Stream.of(path.strip().split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^/]*")))
                .collect(Collectors.joining("|")));
        Offers offers = new Offers();
        for (JarEntry entry : jar.stream()
                .filter(e -> descriptions.matcher(e.getName()).matches())
                .toList()) {
            try (InputStream description = jar.getInputStream(entry)) {
                offers.read(XML.createXMLStreamReader(description));
            } catch (XMLStreamException e) {
                // The container says what is wrong with it, if it gets so far.
            }
        }
        return Map.copyOf(offers.found);
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            int what = xml.next();
            if (what == XMLStreamConstants.START_ELEMENT) {
                begin(xml);
            } else if (what == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("component")) {
                types.forEach(type -> found.put(new Offer(type, name), new Promise(schema, ranking)));
            }
        }
    }

    private void begin(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "component" -> {
                types.clear();
                name = "";
                schema = 1;
                ranking = 0;
            }
            case "provide" -> types.add(attribute(xml, "interface"));
            case "property" -> {
                if (attribute(xml, "name").equals("espalier.name")) {
                    String value = attribute(xml, "value");
                    name = value.isEmpty() ? xml.getElementText().strip() : value;
                } else if (attribute(xml, "name").equals("espalier.schema")) {
                    schema = number(xml, schema);
                } else if (attribute(xml, "name").equals("service.ranking")) {
                    ranking = number(xml, ranking);
                }
            }
            default -> {
                // References, the implementation: not asked for here.
            }
        }
    }

    private static int number(XMLStreamReader xml, int otherwise) {
        String value = attribute(xml, "value");
        return value.matches("-?[0-9]{1,9}") ? Integer.parseInt(value) : otherwise;
    }

    private static String attribute(XMLStreamReader xml, String name) {
        @Nullable String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
