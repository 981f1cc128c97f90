package org.espalier.compatibility;

import java.io.File;
import java.net.URISyntaxException;

/** Where a class of the build comes from: the jar of its module, or in a build without jars its folder of classes. */
final class Origin {
    private Origin() {}

    static File of(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
