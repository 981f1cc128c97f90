package org.espalier.data.digits;

import static org.espalier.data.digits.Stroke.smooth;
import static org.espalier.data.digits.Stroke.straight;

import java.util.List;

/** The ten digits as people write them, each in some ways. */
final class Glyphs {
    /** Strokes by way of writing, by digit. */
    private static final List<List<List<Stroke>>> DIGITS =
            List.of(zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine());

    private Glyphs() {}

    /** How many digits there are. */
    static int count() {
        return DIGITS.size();
    }

    /** The ways of writing a digit. */
    static List<List<Stroke>> of(int digit) {
        return DIGITS.get(digit);
    }

    private static List<List<Stroke>> zero() {
        return List.of(
                List.of(smooth(.05, -.5, -.2, -.38, -.29, 0, -.2, .38, .02, .5, .22, .36, .29, 0, .2, -.38, .0, -.49)),
                List.of(smooth(
                        .1, -.48, -.12, -.4, -.2, .02, -.1, .42, .06, .48, .18, .2, .19, -.2, .08, -.44, -.02, -.5)));
    }

    private static List<List<Stroke>> one() {
        return List.of(
                List.of(straight(.02, -.5, -.02, .5)),
                List.of(straight(-.2, -.27, .04, -.5, .04, .5)),
                List.of(straight(-.17, -.3, .02, -.5, .02, .5), straight(-.2, .5, .22, .5)));
    }

    private static List<List<Stroke>> two() {
        return List.of(
                List.of(
                        smooth(-.26, -.27, -.15, -.46, .1, -.49, .25, -.28, .13, .0, -.27, .48),
                        straight(-.27, .48, .3, .46)),
                List.of(smooth(
                        -.25, -.32, -.05, -.5, .2, -.4, .2, -.14, -.05, .22, -.25, .42, -.22, .26, -.05, .32, .12, .46,
                        .3, .4)));
    }

    private static List<List<Stroke>> three() {
        return List.of(
                List.of(
                        smooth(-.25, -.38, -.02, -.5, .22, -.34, .14, -.1, -.06, -.03),
                        smooth(-.06, -.03, .2, .05, .27, .28, .04, .5, -.27, .37)),
                List.of(
                        straight(-.24, -.48, .22, -.48, -.04, -.1),
                        smooth(-.04, -.1, .2, -.04, .28, .22, .08, .48, -.26, .38)));
    }

    private static List<List<Stroke>> four() {
        return List.of(
                List.of(straight(-.14, -.48, -.28, .08, .3, .06), straight(.14, -.3, .08, .5)),
                List.of(straight(.12, -.5, -.3, .16, .32, .16), straight(.12, -.5, .12, .5)));
    }

    private static List<List<Stroke>> five() {
        return List.of(
                List.of(
                        straight(.26, -.48, -.19, -.48, -.23, -.06),
                        smooth(-.23, -.06, .03, -.15, .26, .06, .22, .36, -.04, .5, -.28, .38)),
                List.of(
                        smooth(.25, -.5, .05, -.46, -.17, -.47),
                        smooth(-.17, -.47, -.2, -.2, -.12, -.08, .14, .02, .22, .26, .08, .46, -.22, .46)));
    }

    private static List<List<Stroke>> six() {
        return List.of(
                List.of(smooth(
                        .2, -.47, -.08, -.32, -.26, .06, -.2, .4, .04, .5, .25, .31, .18, .06, -.04, .02, -.24, .2)),
                List.of(smooth(
                        -.02, -.5, -.2, -.15, -.25, .25, -.08, .48, .16, .44, .22, .22, .06, .06, -.14, .16, -.22,
                        .34)));
    }

    private static List<List<Stroke>> seven() {
        return List.of(
                List.of(straight(-.27, -.46, .28, -.46, -.06, .5)),
                List.of(straight(-.27, -.44, .26, -.47, -.02, .5), straight(-.14, .03, .22, -.01)),
                List.of(smooth(-.28, -.36, -.22, -.46, .05, -.42, .27, -.46, .12, -.1, .0, .2, -.04, .5)));
    }

    private static List<List<Stroke>> eight() {
        return List.of(
                List.of(smooth(
                        .2, -.36, .02, -.5, -.19, -.36, -.1, -.12, .12, .08, .24, .3, .04, .5, -.22, .34, -.12, .1, .1,
                        -.1, .22, -.3)),
                List.of(
                        smooth(.0, -.04, -.2, -.2, -.14, -.44, .06, -.5, .2, -.32, .14, -.1, .0, -.04),
                        smooth(.0, -.04, -.22, .12, -.22, .4, .02, .5, .24, .36, .2, .1, .0, -.04)));
    }

    private static List<List<Stroke>> nine() {
        return List.of(
                List.of(
                        smooth(.21, -.3, .04, -.49, -.2, -.36, -.2, -.1, .02, -.03, .2, -.2, .21, -.34),
                        straight(.21, -.34, .1, .5)),
                List.of(smooth(
                        .2, -.28, .06, -.5, -.18, -.4, -.2, -.12, .0, -.04, .18, -.18, .22, -.3, .24, .1, .1, .44, -.2,
                        .42)));
    }
}
