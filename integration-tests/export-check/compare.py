"""Compares two arrays: the largest difference over the largest value, which may be 1e-5.

    python compare.py WHAT wanted.npy found.npy
"""

import sys

import numpy as np

what, wanted, found = sys.argv[1], np.load(sys.argv[2]), np.load(sys.argv[3])
if wanted.shape != found.shape:
    raise SystemExit(f"{what}: {wanted.shape} became {found.shape}")
difference = float(np.abs(wanted.astype(np.float64) - found).max() / np.abs(wanted).max())
print(f"{what:28} {' x '.join(map(str, wanted.shape)):18} {difference:.1e}")
if not difference <= 1e-5:
    raise SystemExit(f"{what}: differs by {difference:.2e}, more than 1e-5")
