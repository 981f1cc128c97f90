"""Changes exported weights with the functions of their own script, or says whether two archives hold the same weights.

    python change.py FOLDER changed.npz
    python change.py --equal one.npz other.npz
"""

import sys

import numpy as np


def change(folder, target):
    sys.path.insert(0, folder)
    import torch
    from load_in_torch import load, save

    model = load()
    with torch.no_grad():
        for values in model.parameters():
            values *= 0.9
    save(model, target)


def compare(one, other):
    one, other = np.load(one), np.load(other)
    names = set(one.files) | set(other.files)
    different = [name for name in names - {"__metadata__"} if not np.array_equal(one[name], other[name])]
    if different:
        raise SystemExit(f"differ: {', '.join(sorted(different))}")
    print(f"{len(names) - 1} parameters, the same bits")


if sys.argv[1] == "--equal":
    compare(sys.argv[2], sys.argv[3])
else:
    change(sys.argv[1], sys.argv[2])
