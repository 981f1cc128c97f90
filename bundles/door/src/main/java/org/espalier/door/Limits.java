package org.espalier.door;

import java.time.Duration;

/**
 * What a door bears.
 *
 * @param strangers    callers at a time that have not proved who they are; further ones are sent away at once
 * @param visitors     callers at a time that have; further ones are sent away, too
 * @param requestBytes length of a request
 * @param patience     from a call to its whole request
 * @param refusal      from a wrong proof to the end of the call, so that guessing is slow
 * @param stall        how long a visitor may take nothing of what is printed for it
 * @param farewell     how long verbs under way may take to end when the door closes
 */
public record Limits(
        int strangers,
        int visitors,
        int requestBytes,
        Duration patience,
        Duration refusal,
        Duration stall,
        Duration farewell) {
    /** Those of every container. */
    public static final Limits USUAL = new Limits(
            16,
            32,
            256 * 1024,
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofMinutes(1),
            Duration.ofSeconds(2));
}
