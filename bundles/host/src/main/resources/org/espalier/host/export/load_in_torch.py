"""@about@, in plain PyTorch.

    python load_in_torch.py                        lists the weights
    python load_in_torch.py input.npy output.npy   predicts

Inputs are [samples, points..., channels], or without the last axis where there is one channel, as physical values; so are
outputs. From Python:

    from load_in_torch import load, save
    model = load()             # a torch.nn.Module; model.network is the bare network, between encoding and decoding
    save(model, "more.npz")    # espalier run JOB --weights more.npz goes on from there
"""

import json
import math
import os
import struct
import sys

import numpy as np
import torch

WEIGHTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "@weights@")
SAMPLES_AT_ONCE = 16


# ---------------------------------------------------------------------------------------------------------------- the model


# @model@


# -------------------------------------------------------------------------------------------- the weights, and what they mean


def read(path=WEIGHTS):
    """The arrays of a file by name, and the texts that say what they are."""
    return read_npz(path) if path.endswith(".npz") else read_safetensors(path)


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        entries = file.read()
    texts = header.pop("__metadata__", {})
    arrays = {}
    for name, place in header.items():
        begin, end = place["data_offsets"]
        arrays[name] = np.frombuffer(entries[begin:end], "<f4").reshape(place["shape"])
    return arrays, texts


def read_npz(path):
    with np.load(path) as archive:
        texts = json.loads(archive["__metadata__"].tobytes())
        return {name: archive[name] for name in archive.files if name != "__metadata__"}, texts


class Predictor(torch.nn.Module):
    """Physical values in and out: the network between the run's own normalisers, channel by channel."""

    def __init__(self, network, normaliser):
        super().__init__()
        self.network = network
        for side in ("input", "target"):
            for moment in ("mean", "std"):
                values = torch.tensor(normaliser[side][moment], dtype=torch.float64)
                self.register_buffer(f"{side}_{moment}", values.float())

    def forward(self, x):
        y = self.network((x - self.input_mean) / self.input_std)
        return y * self.target_std + self.target_mean


def load(path=WEIGHTS):
    """The model with its weights, ready to predict or to be trained on."""
    arrays, texts = read(path)
    net = network()
    net.load_state_dict({name: torch.tensor(array) for name, array in arrays.items()}, strict=True)
    return Predictor(net, json.loads(texts["normaliser"])).eval()


def save(model, path):
    """Writes a model's weights as an .npz file with which a run can begin, at the sizes that they have here."""
    texts = read()[1]
    kept = json.dumps({name: texts[name] for name in ("dims", "normaliser")})
    arrays = {name: values.detach().cpu().numpy() for name, values in model.network.state_dict().items()}
    np.savez(path, __metadata__=np.frombuffer(kept.encode(), np.uint8), **arrays)


def predict(inputs, path=WEIGHTS):
    """Outputs for inputs, as arrays of NumPy."""
    model = load(path)
    shape = json.loads(read(path)[1].get("shapes", "{}")).get("input", [])
    if inputs.ndim == len(shape) and shape[-1] == 1:
        inputs = inputs[..., None]
    x = torch.tensor(np.ascontiguousarray(inputs, dtype=np.float32))
    with torch.no_grad():
        return torch.cat([model(part) for part in x.split(SAMPLES_AT_ONCE)]).numpy()


def main(arguments):
    if not arguments:
        for name, array in read()[0].items():
            print(f"{name:32} {' x '.join(map(str, array.shape)) or 'scalar'}")
    elif len(arguments) == 2:
        outputs = predict(np.load(arguments[0]))
        np.save(arguments[1], outputs)
        print(f"{arguments[1]}  {' x '.join(map(str, outputs.shape))}")
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
