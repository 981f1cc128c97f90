package org.espalier.launcher;

import org.nd4j.linalg.factory.Nd4j;

/**
 * The first use of ND4J. It has to happen here, before there is a container: ND4J keeps the context class loader that it
 * meets when its classes initialise, and a bundle's loader would leave it without a backend for the life of the JVM.
 */
final class Nd4jStart {
    private Nd4jStart() {}

    /** Where ND4J is to start only if a plugin uses it; the threads of the container inherit this one's class loader. */
    static void prepare(Home home) {
        // Beside the installation rather than in the user's home: an own copy cannot be a different build's.
        if (System.getProperty("org.bytedeco.javacpp.cachedir") == null)
            System.setProperty("org.bytedeco.javacpp.cachedir", home.natives().toString());
    }

    static void run(Home home) throws LaunchException {
        prepare(home);
        try {
            Nd4j.create(1).close();
        } catch (Exception | LinkageError e) {
            throw new LaunchException(
                    ExitCode.UNSUPPORTED_MACHINE,
                    "ND4J did not start (" + LaunchException.rootReason(e) + "): see bin/espalier doctor",
                    e);
        }
    }
}
