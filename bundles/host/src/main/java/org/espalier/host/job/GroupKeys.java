package org.espalier.host.job;

import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Range;

/** The keys of a parameter group, but for its optimizer, as a settings record. */
record GroupKeys(
        @Doc("pattern of parameter names; * stands for any characters, and the first group that matches counts")
                String match,
        @Doc("factor on the optimizer's learning rate") @Range(min = 0) @Default("1") double rate) {}
