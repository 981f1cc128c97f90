package org.espalier.host.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.espalier.settings.OneLine;

/** A failure of files as people read it: where, what, and what to do; no names of classes. */
public final class FileTrouble {
    /** As Linux, macOS and Windows say it of a full disk and of a quota. */
    private static final Pattern FULL =
            Pattern.compile("(?i).*(no space left|not enough space|quota exceeded|disk full).*");

    private FileTrouble() {}

    /**
     * The line of a failure; empty if it is not one of files.
     *
     * @param directory the run's, which is where it writes unless the failure says otherwise
     */
    public static Optional<String> line(Throwable failure, Path directory) {
        if (failure instanceof UncheckedIOException unchecked) return line(unchecked.getCause(), directory);
        if (!(failure instanceof IOException io)) return Optional.empty();
        String line = where(io, directory);
        return Optional.of(FULL.matcher(line).matches() ? line + "; free space there, then let it go on" : line);
    }

    /**
     * Why something that reads or writes files is refused; failures of files often hold nothing but a name.
     *
     * @param told the place that the refusal names already
     */
    public static String why(Exception failure, Path told) {
        if (failure instanceof CheckpointException absent && absent.reason() == CheckpointException.Reason.ABSENT) {
            return "no checkpoint: " + absent.why();
        }
        if (failure instanceof FileSystemException file) {
            String reason = file.getReason();
            if (reason == null && failure instanceof NoSuchFileException) {
                return "there is no " + file.getFile();
            }
            String words = reason == null ? failure.getClass().getSimpleName() : reason;
            return told.toString().equals(file.getFile()) ? words : file.getFile() + ": " + words;
        }
        return OneLine.whole(String.valueOf(failure.getMessage()));
    }

    private static String where(IOException failure, Path directory) {
        if (failure instanceof FileSystemException file) {
            String place = file.getFile() == null ? directory.toString() : file.getFile();
            return place + ": " + (file.getReason() == null ? what(file) : file.getReason());
        }
        String message = failure.getMessage() == null ? "cannot be read or written" : failure.getMessage();
        // What is open tells no name when it fails; refusals of our own name their file.
        return failure.getClass() == IOException.class ? directory + ": " + message : message;
    }

    private static String what(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) return "is not there";
        return failure instanceof AccessDeniedException ? "permission denied" : "cannot be read or written";
    }
}
