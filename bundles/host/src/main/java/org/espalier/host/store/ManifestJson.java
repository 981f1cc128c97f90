package org.espalier.host.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.api.growth.EntryKind;
import org.espalier.arrays.Sha256;
import org.espalier.settings.Names;
import org.espalier.settings.OneLine;

/**
 * A manifest as JSON and back. Its last field is the SHA-256 of all bytes before that field, so that not one bit of the file
 * that vouches for the others can change unseen.
 */
final class ManifestJson {
    private static final String SEAL = ",\n  \"checksum\" : \"%s\"\n}\n";
    private static final Set<String> KNOWN = Set.of(
            "format",
            "run",
            "parent",
            "step",
            "epoch",
            "revision",
            "dims",
            "layout",
            "provenance",
            "files",
            "checksum");
    private static final int SEAL_LENGTH = SEAL.formatted("0".repeat(64)).length();

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", Manifest.FORMAT);
        json.put("run", manifest.run());
        manifest.parent().ifPresent(parent -> json.put("parent", parent));
        json.put("step", manifest.step());
        json.put("epoch", manifest.epoch());
        json.put("revision", manifest.revision());
        json.put("dims", manifest.dims());
        Map<String, Object> layout = new LinkedHashMap<>();
        manifest.layout().forEach((name, entry) -> layout.put(name, entry(entry)));
        json.put("layout", layout);
        json.put("provenance", manifest.provenance());
        Map<String, Object> files = new LinkedHashMap<>();
        manifest.files().forEach((name, stamp) -> files.put(name, stamp(stamp)));
        json.put("files", files);
        Json.putRaw(json, manifest.unknown());
        return seal(Json.pretty(json));
    }

    /** An object's text with the checksum as its last field. */
    static byte[] seal(String object) {
        String body = object.substring(0, object.lastIndexOf('}')).stripTrailing();
        String checksum = Sha256.of(body.getBytes(StandardCharsets.UTF_8));
        return (body + SEAL.formatted(checksum)).getBytes(StandardCharsets.UTF_8);
    }

    static Manifest read(byte[] bytes, String file) throws CheckpointException {
        boolean sealed = sealed(bytes);
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            JsonObject json = JsonObject.parse(text);
            long format = json.whole("format");
            if (format > Manifest.FORMAT) {
                throw refuse(CheckpointException.Reason.TOO_NEW, file, format, "at most " + Manifest.FORMAT);
            }
            if (!sealed) {
                throw corrupt(file, "its checksum is not that of its text");
            }
            if (format < Manifest.OLDEST) {
                throw refuse(CheckpointException.Reason.TOO_OLD, file, format, "at least " + Manifest.OLDEST);
            }
            return new Manifest(
                    json.text("run"),
                    json.maybeText("parent"),
                    json.whole("step"),
                    json.whole("epoch"),
                    json.whole("revision"),
                    json.table("dims", JsonObject::count),
                    json.table("layout", (layout, name) -> entry(layout.object(name))),
                    json.table("provenance", JsonObject::text),
                    json.table("files", (files, name) -> stamp(files, name)),
                    Json.raw(text, KNOWN));
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw corrupt(file, String.valueOf(e.getMessage()));
        }
    }

    private static boolean sealed(byte[] bytes) {
        int body = bytes.length - SEAL_LENGTH;
        if (body < 0) {
            return false;
        }
        String checksum = Sha256.of(Arrays.copyOf(bytes, body));
        byte[] seal = SEAL.formatted(checksum).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(seal, Arrays.copyOfRange(bytes, body, bytes.length));
    }

    private static Map<String, Object> entry(Manifest.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", Names.kebab(entry.kind().name()));
        json.put("shape", Arrays.stream(entry.shape()).boxed().toList());
        json.put("moments", entry.moments());
        if (!entry.names().isEmpty()) {
            json.put("moment-names", entry.names());
        }
        json.put("births", entry.births());
        return json;
    }

    private static Manifest.Entry entry(JsonObject json) throws IOException {
        String word = json.text("kind");
        EntryKind kind = Arrays.stream(EntryKind.values())
                .filter(k -> Names.kebab(k.name()).equals(word))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no kind " + word));
        List<?> sizes = json.list("shape");
        int[] shape = new int[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = new JsonObject(Map.of("size", sizes.get(i))).count("size");
        }
        int moments = json.count("moments");
        return new Manifest.Entry(kind, shape, moments, names(json, moments), json.count("births"));
    }

    /** The names of moments; none where an earlier version has not written them. */
    private static List<String> names(JsonObject json, int moments) throws IOException {
        List<String> names = new ArrayList<>();
        if (json.fields().containsKey("moment-names")) {
            for (Object name : json.list("moment-names")) {
                names.add(new JsonObject(Map.of("moment-names", name)).text("moment-names"));
            }
            if (names.size() != moments) {
                throw new IOException(moments + " moments have " + names.size() + " names");
            }
        }
        return names;
    }

    private static Map<String, Object> stamp(Manifest.Stamp stamp) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bytes", stamp.bytes());
        json.put("sha-256", stamp.sha256());
        return json;
    }

    private static Manifest.Stamp stamp(JsonObject files, String name) throws IOException {
        if (!FileNames.safe(name) || name.equals(Manifest.FILE)) {
            throw new IOException("files: " + OneLine.of(name) + " cannot name a file of a checkpoint");
        }
        return new Manifest.Stamp(
                files.object(name).whole("bytes"), files.object(name).text("sha-256"));
    }

    private static CheckpointException corrupt(String file, String why) {
        return new CheckpointException(CheckpointException.Reason.CORRUPT, file, why);
    }

    private static CheckpointException refuse(
            CheckpointException.Reason reason, String file, long format, String read) {
        return new CheckpointException(reason, file, "it has format " + format + ", this version reads " + read);
    }
}
