package org.espalier.shell;

/** A command that was tried and failed, with one line that says why; not a fault of the program. */
final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
        super(message);
    }
}
