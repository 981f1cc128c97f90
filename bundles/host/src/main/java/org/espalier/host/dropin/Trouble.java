package org.espalier.host.dropin;

/**
 * What is wrong with a file or the bundle in it.
 *
 * @param refused whether nothing of it is used; otherwise it is a warning
 * @param why     to follow the file's name, without a full stop
 * @param advice  what to do, without a full stop
 */
record Trouble(boolean refused, String why, String advice) {
    static Trouble refused(String why, String advice) {
        return new Trouble(true, why, advice);
    }

    static Trouble warning(String why, String advice) {
        return new Trouble(false, why, advice);
    }
}
