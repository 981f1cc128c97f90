package org.espalier.host.job;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.OneOf;
import org.espalier.api.plugin.Range;

/** The keys of a parameter group, but for its optimizer, as a settings record. */
record GroupKeys(
        @Doc("pattern of parameter names; * stands for any characters, and the first group that matches counts")
                String match,
        @Doc("factor on the optimizer's learning rate") @Range(min = 0) @Default("1") double rate,
        @Doc("number system of these parameters: the job's, or float32")
                @OneOf({GroupKeys.INHERITED, GroupKeys.FLOAT32})
                @Default(GroupKeys.INHERITED)
                String precision) {
    static final String INHERITED = "inherited";
    static final String FLOAT32 = "float32";
}
