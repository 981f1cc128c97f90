package org.espalier.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders and files that nobody but their owner can read, and that are made so: there is no moment at which others could. */
final class OwnerOnly {
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER = attribute("rwx------");
    static final FileAttribute<Set<PosixFilePermission>> FILE = attribute("rw-------");

    private OwnerOnly() {}

    private static FileAttribute<Set<PosixFilePermission>> attribute(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /**
     * Makes a folder, and those above it that are missing, and checks it.
     *
     * @throws IOException if it is not its owner's alone, or the file system cannot say
     */
    static void make(Path folder) throws IOException {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) there = there.getParent();
        if (!Files.getFileStore(there).supportsFileAttributeView(PosixFileAttributeView.class))
            throw new IOException(folder + " is on a file system that cannot say who may read it");
        if (!Files.isDirectory(folder)) Files.createDirectories(folder, FOLDER);
        check(folder);
    }

    /**
     * Looks whether a folder is ours and nobody else may read or write in it.
     *
     * @throws IOException if not, or the file system cannot say
     */
    static void check(Path folder) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) throw new IOException(folder + " is on a file system that cannot say who may read it");
        PosixFileAttributes is = view.readAttributes();
        if (!is.isDirectory()) throw new IOException(folder + " is no folder");
        if (!ownerAlone(is.permissions()))
            throw new IOException(folder + " is open to others (" + PosixFilePermissions.toString(is.permissions())
                    + "), chmod 700 it");
        // Whose we are, only a file of our own tells for certain: names of users need not be known to the system.
        Path ours = Files.createTempFile(folder, ".owner", "", FILE);
        try {
            if (!Files.getOwner(ours).equals(is.owner()))
                throw new IOException(folder + " belongs to " + is.owner().getName());
        } finally {
            Files.delete(ours);
        }
    }

    /** Whether a file is a plain one that only its owner may read. */
    static boolean readableByOwnerAlone(Path file) throws IOException {
        PosixFileAttributes is = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return is.isRegularFile() && ownerAlone(is.permissions());
    }

    private static boolean ownerAlone(Set<PosixFilePermission> permissions) {
        return permissions.stream().allMatch(permission -> permission.name().startsWith("OWNER_"));
    }
}
