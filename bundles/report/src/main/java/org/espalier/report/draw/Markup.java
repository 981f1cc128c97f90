package org.espalier.report.draw;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A writer of HTML that is well-formed XML too: every text and attribute is escaped, every element closed.
 *
 * <p>What reads from files can therefore be anything at all. Confined to one thread.
 */
public final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn, those without a value are left out. */
    public Markup open(String tag, @Nullable String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Closes the innermost open element. */
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element of the kind that cannot have content: img, meta, and all of SVG's shapes. */
    public Markup leaf(String tag, @Nullable String... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** An element that holds a text alone. */
    public Markup element(String tag, String text, @Nullable String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Text. */
    public Markup text(String text) {
        escape(text);
        return this;
    }

    /** What somebody else writes, here. */
    public Markup include(Consumer<Markup> part) {
        int depth = open.size();
        part.accept(this);
        if (open.size() != depth) throw new IllegalStateException("a part left elements open: " + open);
        return this;
    }

    /** A style sheet of our own, with no {@code <} or {@code &} in it. */
    public Markup style(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0)
            throw new IllegalArgumentException("markup in a style sheet");
        out.append("<style>").append(css).append("</style>");
        return this;
    }

    /** The document, all elements closed. */
    public String document() {
        return "<!DOCTYPE html>\n" + elements();
    }

    /** What was written, all elements closed: a document of another kind, such as a drawing by itself. */
    public String elements() {
        if (!open.isEmpty()) throw new IllegalStateException("not closed: " + open);
        return out + "\n";
    }

    private void start(String tag, @Nullable String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            if (value != null) {
                out.append(' ').append(attributes[i]).append("=\"");
                escape(value);
                out.append('"');
            }
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isText(c) ? c : 0xFFFD);
            }
        });
    }

    /** XML 1.0's characters, without those that turn the direction of the text around them. */
    private static boolean isText(int c) {
        if (c < 0x20) return c == '\n' || c == '\t';
        boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        return !turns && !(c >= 0x7F && c <= 0x9F) && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
    }
}
