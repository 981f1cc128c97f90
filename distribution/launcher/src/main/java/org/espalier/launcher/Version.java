package org.espalier.launcher;

/** The version of the archive, as its build wrote it into the launcher's manifest. */
final class Version {
    private Version() {}

    static String line(Home home) throws LaunchException {
        return "espalier %s (%s), Java %s"
                .formatted(get(), Natives.of(home).classifier(), System.getProperty("java.version"));
    }

    static String get() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
