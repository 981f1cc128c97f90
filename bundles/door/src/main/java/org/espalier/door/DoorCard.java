package org.espalier.door;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a container tells its owner's other processes of its door.
 *
 * @param pid       its process
 * @param port      where it listens, on 127.0.0.1
 * @param secret    what a visitor must know
 * @param since     when it began
 * @param container the container behind the door
 */
public record DoorCard(long pid, int port, Secret secret, Instant since, Facts container) {
    /** The version of cards and of what is spoken at the door. */
    static final int VERSION = 1;

    /**
     * A container, as whoever chooses among several must know it.
     *
     * @param host    the machine, since several may share a home
     * @param home    the installation's folder
     * @param plugins its drop-in folder
     * @param folder  its working folder: {@code runs/} is below it unless somebody says otherwise
     * @param serving whether it stays up when its runs have ended
     */
    public record Facts(String host, String home, String plugins, String folder, boolean serving) {
        /** Whether both have the same bundles and plugins. */
        public boolean sameInstallation(String otherHome, String otherPlugins) {
            return home.equals(otherHome) && plugins.equals(otherPlugins);
        }
    }

    /** The card as JSON. */
    String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("version", VERSION);
        members.put("pid", pid);
        members.put("port", port);
        members.put("secret", secret.hex());
        members.put("since", since.toString());
        members.put("host", container.host());
        members.put("home", container.home());
        members.put("plugins", container.plugins());
        members.put("folder", container.folder());
        members.put("serving", container.serving());
        return FlatJson.write(members);
    }

    /**
     * The card that is written so.
     *
     * @throws IllegalArgumentException if it is none, or one of another version
     */
    static DoorCard of(String json) {
        Map<String, String> members = FlatJson.read(json);
        int version = Integer.parseInt(member(members, "version"));
        if (version != VERSION) throw new IllegalArgumentException("a card of version " + version);
        long pid = Long.parseLong(member(members, "pid"));
        int port = Integer.parseInt(member(members, "port"));
        if (pid < 1 || port < 1 || port > 0xffff) throw new IllegalArgumentException("no such process or port");
        Facts container = new Facts(
                member(members, "host"),
                member(members, "home"),
                member(members, "plugins"),
                member(members, "folder"),
                Boolean.parseBoolean(member(members, "serving")));
        try {
            Instant since = Instant.parse(member(members, "since"));
            return new DoorCard(pid, port, Secret.of(member(members, "secret")), since, container);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    private static String member(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) throw new IllegalArgumentException("a card without " + name);
        return value;
    }
}
