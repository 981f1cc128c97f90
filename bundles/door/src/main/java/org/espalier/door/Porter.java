package org.espalier.door;

/** Who does at a container what visitors want; called by several threads at once. */
public interface Porter {
    /** Says what the container has to do with a request. */
    Answer ask(Request request);

    /** Does it: the exit code. */
    int perform(Request request, Visitor visitor);

    /** Takes note of something that went wrong at the door and that nobody is told. */
    void note(String what, Throwable why);
}
