package org.espalier.launcher;

/** The version of the archive, as its build wrote it into the launcher's manifest. */
final class Version {
    private Version() {}

    static int print(Home home) throws LaunchException {
        System.out.printf(
                "espalier %s (%s), Java %s%n",
                get(), Natives.of(home).classifier(), System.getProperty("java.version"));
        return ExitCode.OK;
    }

    static String get() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
