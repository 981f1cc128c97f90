package org.espalier.host.growth;

import java.util.List;
import java.util.Map;
import org.espalier.api.growth.Dims;
import org.espalier.api.growth.GrowthOp;
import org.espalier.api.growth.Init;
import org.espalier.api.growth.Layout;

/**
 * A plan that has passed validation: the sizes and layout that it leads to, and what is to be done beside moving entries.
 *
 * @param dims    all dims of the run afterwards
 * @param layout  the model's layout afterwards
 * @param remaps  for dims rebuilt by copying: the old entry of every new one
 * @param remapOps the operations behind the remaps, for their noise
 * @param refactors products turned into their balanced SVDs
 * @param inits   births that the plan itself prescribes, by parameter
 * @param assigned parameters that are written anew
 * @param changes dims whose size differs afterwards
 */
record Blueprint(
        Dims dims,
        Layout layout,
        Map<String, int[]> remaps,
        List<GrowthOp.Remap> remapOps,
        List<GrowthOp.Refactor> refactors,
        Map<String, Init> inits,
        Map<String, Init> assigned,
        List<SizeChange> changes) {}
