package org.espalier.host.job;

import java.util.List;
import java.util.Optional;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.OneOf;

/** The keys of a growth entry that belong to the host, as a settings record; the reader checks them itself. */
record EntryKeys(
        @Doc(
                        "name of the entry, unique in the job; its state is kept and settings are given under it; the type if not given")
                Optional<String> id,
        @Doc("strategy that decides") String type,
        @Doc(
                        "pattern of the dims that it may grow, or a list of them, apart from those of other entries; * stands for any characters")
                List<String> dims,
        @Doc("optimizer steps or epochs from one question to the next: 50 steps, 1 epoch") @Default(EntryKeys.EVERY)
                String every,
        @Doc("optimizer steps or epochs before the first question") @Default(EntryKeys.AFTER) String after,
        @Doc("whether it is asked; its state is kept while it is not") @Default("true") boolean asked,
        @Doc("what becomes of its state when another version of its strategy cannot read it: strict does not take that"
                        + " version, fresh begins anew")
                @OneOf({EntryKeys.STRICT, EntryKeys.FRESH})
                @Default(EntryKeys.STRICT)
                String state) {
    static final String STRICT = "strict";
    static final String FRESH = "fresh";
    static final String EVERY = "1 epoch";
    static final String AFTER = "0 steps";
}
