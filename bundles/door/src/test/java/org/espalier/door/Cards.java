package org.espalier.door;

import java.time.Instant;

/** Cards of containers that are none. */
final class Cards {
    static final DoorCard.Facts HERE = new DoorCard.Facts(
            CardFolder.host(), "/opt/espalier", "/opt/espalier/plugins", "/home/a/a \"b\"\\c\nd", true);

    private Cards() {}

    /** That of a process on this machine. */
    static DoorCard of(long pid) {
        return new DoorCard(pid, 4711, Secret.random(), Instant.parse("2026-01-02T03:04:05.678Z"), HERE);
    }

    /** The process of these tests. */
    static long alive() {
        return ProcessHandle.current().pid();
    }

    /** A process that has ended. */
    static long dead() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }
}
