package org.espalier.shell;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.espalier.door.CardFolder;
import org.espalier.door.Door;
import org.espalier.door.DoorCard;
import org.espalier.door.Limits;

/** The door of this process's container. */
final class OwnDoor {
    private OwnDoor() {}

    /**
     * Opens it.
     *
     * @param around  what verbs of this process work with
     * @param plugins the drop-in folder
     */
    static Doorway.Opened open(Session around, String plugins, boolean serving) {
        DoorCard.Facts container = new DoorCard.Facts(
                CardFolder.host(),
                around.home().toString(),
                plugins,
                Path.of("").toAbsolutePath().toString(),
                serving);
        try {
            Door door = Door.open(CardFolder.ofThisUser(), container, new Desk(around), Limits.USUAL);
            return door::close;
        } catch (IOException e) {
            around.complain("other terminals cannot reach this container: " + why(e));
            return () -> {};
        }
    }

    /** Those of files often hold nothing but the name. */
    private static String why(IOException e) {
        if (e instanceof FileSystemException file) {
            return "cannot write " + file.getFile() + (file.getReason() == null ? "" : ": " + file.getReason());
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
