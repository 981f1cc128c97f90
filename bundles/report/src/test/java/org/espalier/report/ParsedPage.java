package org.espalier.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page read by an XML parser, which refuses whatever is not well-formed. */
record ParsedPage(String source, Document document) {
    static ParsedPage of(String source) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        return new ParsedPage(source, builder.parse(new InputSource(new StringReader(source))));
    }

    /** All elements of a name, in their order. */
    List<Element> all(String tag) {
        return list(document.getElementsByTagName(tag));
    }

    /** All elements of a name within the element of an id. */
    List<Element> within(String id, String tag) {
        return list(byId(id).getElementsByTagName(tag));
    }

    /** The text of the element of an id. */
    String text(String id) {
        return byId(id).getTextContent();
    }

    String body() {
        return all("body").get(0).getTextContent();
    }

    private Element byId(String id) {
        return all("*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no element " + id));
    }

    private static List<Element> list(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
        return elements;
    }
}
