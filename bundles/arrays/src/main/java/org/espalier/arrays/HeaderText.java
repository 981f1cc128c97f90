package org.espalier.arrays;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of the one dictionary literal that a .npy header is: three keys, each once, in any order.
 *
 * <p>It knows strings, True, False and tuples of integers and refuses everything else by name; nothing is evaluated.
 */
final class HeaderText {
    private static final int MOST_AXES = 32;
    private final Path file;
    private final long start;
    private final String text;
    private int at;

    private String descr = "";
    private long[] shape = {};
    private boolean descrSeen;
    private boolean orderSeen;
    private boolean shapeSeen;
    private int descrAt;
    private int shapeAt;

    /** @param start byte of the file at which the text starts */
    HeaderText(Path file, long start, byte[] ascii) throws NpyException {
        this.file = file;
        this.start = start;
        for (int i = 0; i < ascii.length; i++) {
            if (ascii[i] < 0) {
                throw new NpyException(file, "header", start + i, "a byte that is not ASCII");
            }
        }
        this.text = new String(ascii, StandardCharsets.US_ASCII);
        parse();
    }

    NpyType type() throws NpyException {
        return NpyType.of(descr).orElseThrow(() -> refusal("descr", descrAt, whyNot(descr)));
    }

    long[] shape() {
        return shape;
    }

    long shapeAt() {
        return start + shapeAt;
    }

    private static String whyNot(String descr) {
        String kind = descr.startsWith(">")
                ? "is big-endian"
                : descr.contains("O")
                        ? "is an array of Python objects, which would have to be unpickled"
                        : "is unknown";
        return "element type " + quote(descr) + " " + kind + "; what can be read is " + NpyType.known();
    }

    private void parse() throws NpyException {
        expect('{', "header");
        while (!accept('}')) {
            int keyAt = at;
            String key = string("header");
            expect(':', key);
            value(key, keyAt);
            if (!accept(',')) {
                expect('}', "header");
                break;
            }
        }
        skipSpace();
        if (at < text.length()) {
            throw refusal("header", at, "text after the closing brace");
        }
        require(descrSeen, "descr");
        require(orderSeen, "fortran_order");
        require(shapeSeen, "shape");
    }

    private void value(String key, int keyAt) throws NpyException {
        switch (key) {
            case "descr" -> {
                once(descrSeen, key, keyAt);
                descrSeen = true;
                descr();
            }
            case "fortran_order" -> {
                once(orderSeen, key, keyAt);
                orderSeen = true;
                order();
            }
            case "shape" -> {
                once(shapeSeen, key, keyAt);
                shapeSeen = true;
                shape = tuple();
            }
            default -> throw refusal("header", keyAt, "unknown key " + quote(key));
        }
    }

    private void descr() throws NpyException {
        skipSpace();
        descrAt = at;
        if (at < text.length() && text.charAt(at) == '[') {
            throw refusal("descr", at, "structured element types are not read; what can be read is " + NpyType.known());
        }
        descr = string("descr");
    }

    private void order() throws NpyException {
        skipSpace();
        if (text.startsWith("True", at)) {
            throw refusal("fortran_order", at, "Fortran order is not read; save numpy.ascontiguousarray(x)");
        }
        if (!text.startsWith("False", at)) {
            throw refusal("fortran_order", at, "neither True nor False");
        }
        at += "False".length();
    }

    private long[] tuple() throws NpyException {
        expect('(', "shape");
        shapeAt = at - 1;
        List<Long> sizes = new ArrayList<>();
        while (!accept(')')) {
            if (sizes.size() == MOST_AXES) {
                throw refusal("shape", at, "more than " + MOST_AXES + " axes");
            }
            sizes.add(size());
            if (!accept(',')) {
                // As in Python, (3) is a number and (3,) a shape.
                expect(sizes.size() == 1 ? ',' : ')', "shape");
                break;
            }
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private long size() throws NpyException {
        skipSpace();
        int from = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        String digits = text.substring(from, at);
        try {
            long size = Long.parseLong(digits);
            if (size < 0) {
                throw refusal("shape", from, "an axis of " + digits + " entries");
            }
            return size;
        } catch (NumberFormatException e) {
            throw refusal("shape", from, quote(digits) + " is no size of an axis");
        }
    }

    private String string(String field) throws NpyException {
        skipSpace();
        char quote = at < text.length() ? text.charAt(at) : 0;
        if (quote != '\'' && quote != '"') {
            throw refusal(field, at, "a quoted text was expected");
        }
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw refusal(field, at, "a quoted text does not end");
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        return value;
    }

    private void expect(char wanted, String field) throws NpyException {
        if (!accept(wanted)) {
            throw refusal(field, at, "'" + wanted + "' was expected");
        }
    }

    private boolean accept(char wanted) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }

    private void once(boolean seen, String key, int keyAt) throws NpyException {
        if (seen) {
            throw refusal(key, keyAt, "given twice");
        }
    }

    private void require(boolean seen, String key) throws NpyException {
        if (!seen) {
            throw refusal(key, 0, "missing from the header");
        }
    }

    private NpyException refusal(String field, int where, String why) {
        return new NpyException(file, field, start + where, why);
    }

    /** What came from the file goes into a one-line message: short, and without control characters. */
    static String quote(String found) {
        String shown = found.length() > 40 ? found.substring(0, 40) + "…" : found;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
