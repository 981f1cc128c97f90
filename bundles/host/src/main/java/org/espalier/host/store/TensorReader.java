package org.espalier.host.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bytes of a safetensors file to tensors; every length is checked against the file's before it is believed. */
final class TensorReader {
    static final int LARGEST_HEADER = 1 << 20;
    private static final int CHUNK = 1 << 16;

    private final Path file;

    private TensorReader(Path file) {
        this.file = file;
    }

    static TensorFile read(Path file) throws IOException {
        return new TensorReader(file).read();
    }

    private TensorFile read() throws IOException {
        long length = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .size();
        try (InputStream in = new BufferedInputStream(
                Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), CHUNK)) {
            if (length < Long.BYTES) {
                throw refuse("offset 0", "the file ends after " + length + " bytes, within its header's length");
            }
            long header = ByteBuffer.wrap(in.readNBytes(Long.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            if (header < 2 || header > LARGEST_HEADER || header > length - Long.BYTES) {
                throw refuse(
                        "offset 0",
                        "is no safetensors file: its header would be of " + Long.toUnsignedString(header)
                                + " bytes, in a file of " + length);
            }
            TensorHeader parsed = TensorHeader.parse(file, text(in.readNBytes((int) header)));
            List<TensorHeader.Place> places = inOrder(parsed, length - Long.BYTES - header);
            Map<String, Tensor> found = new LinkedHashMap<>();
            for (TensorHeader.Place place : places) {
                found.put(place.name(), entries(place, in));
            }
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            parsed.places().forEach(p -> tensors.put(p.name(), found.get(p.name())));
            return new TensorFile(tensors, parsed.metadata());
        }
    }

    private String text(byte[] header) throws TensorFileException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refuse("header", "is not UTF-8 text");
        }
    }

    /** The places by offset; they must fill the rest of the file, without a gap, an overlap or a byte to spare. */
    private List<TensorHeader.Place> inOrder(TensorHeader header, long rest) throws TensorFileException {
        List<TensorHeader.Place> places = new ArrayList<>(header.places());
        places.sort(Comparator.comparingLong(TensorHeader.Place::begin).thenComparingLong(TensorHeader.Place::end));
        long at = 0;
        for (TensorHeader.Place place : places) {
            if (place.begin() != at) {
                throw refuse(place.name() + ".data_offsets", "begins at " + place.begin() + " and should at " + at);
            }
            at = place.end();
        }
        if (at != rest) {
            throw refuse(
                    "offset " + at + " of the entries",
                    "the header ends here, the file holds " + rest + " bytes of them");
        }
        if (rest > Runtime.getRuntime().maxMemory()) {
            throw refuse("header", rest + " bytes of entries are more than the memory of this process");
        }
        return places;
    }

    private Tensor entries(TensorHeader.Place place, InputStream in) throws IOException {
        Tensor tensor = place.type().zeros(place.shape(), place.length());
        int size = place.type().bytes();
        byte[] bytes = new byte[(int) Math.min(CHUNK, (long) place.length() * size)];
        ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < place.length(); from += CHUNK / size) {
            int end = Math.min(place.length(), from + CHUNK / size);
            int wanted = (end - from) * size;
            if (in.readNBytes(bytes, 0, wanted) != wanted) {
                throw refuse(place.name(), "the file became shorter while it was read");
            }
            tensor.get(chunk, from, end);
        }
        return tensor;
    }

    private TensorFileException refuse(String where, String why) {
        return new TensorFileException(file, where, why);
    }
}
