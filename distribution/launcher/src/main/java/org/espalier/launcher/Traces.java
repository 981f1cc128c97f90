package org.espalier.launcher;

/** Stack traces on standard error, which has single lines otherwise; conf/logback.xml reads these properties. */
final class Traces {
    private Traces() {}

    /** Also of plugins' faults, which do not end what is done and are told by the run itself; before anything logs. */
    static void show() {
        System.setProperty("espalier.traces", "%ex");
        System.setProperty("espalier.faults", "INFO");
    }
}
