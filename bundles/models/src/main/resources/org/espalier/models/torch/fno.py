class SpectralConvolution(torch.nn.Module):
    """A complex matrix for each kept Fourier mode; all other modes vanish.

    The weight is [k, re/im, in, out] on a line and [sign, k1, k2, re/im, in, out] on a plane, where row j of the negative
    sign has the frequency -(j + 1) along the first axis.
    """

    def __init__(self, axes, modes, width):
        super().__init__()
        shape = (modes,) if axes == 1 else (2, modes, modes)
        self.weight = torch.nn.Parameter(torch.zeros(*shape, 2, width, width))

    def forward(self, x):
        weight = torch.complex(self.weight.select(-3, 0), self.weight.select(-3, 1))
        return self.on_a_line(x, weight) if x.dim() == 3 else self.on_a_plane(x, weight)

    @staticmethod
    def on_a_line(x, weight):
        points, modes = x.shape[1], weight.shape[0]
        spectrum = torch.fft.rfft(x, dim=1)
        mixed = torch.zeros_like(spectrum)
        mixed[:, :modes] = torch.einsum("bki,kio->bko", spectrum[:, :modes], weight)
        return torch.fft.irfft(mixed, n=points, dim=1)

    @staticmethod
    def on_a_plane(x, weight):
        rows, columns, modes = x.shape[1], x.shape[2], weight.shape[1]
        spectrum = torch.fft.rfft2(x, dim=(1, 2))
        mixed = torch.zeros_like(spectrum)
        positive = torch.arange(modes)
        negative = rows - 1 - positive
        for sign, k1 in enumerate((positive, negative)):
            mixed[:, k1, :modes] = torch.einsum("bkli,klio->bklo", spectrum[:, k1, :modes], weight[sign])
        return torch.fft.irfft2(mixed, s=(rows, columns), dim=(1, 2))


class FourierLayer(torch.nn.Module):
    """A spectral convolution beside a linear skip."""

    def __init__(self, axes, modes, width, skip):
        super().__init__()
        self.spectral = SpectralConvolution(axes, modes, width)
        self.skip = skip

    def forward(self, x):
        return self.spectral(x) + self.skip(x)


class Projection(torch.nn.Module):
    """Two linear layers with GELU between them."""

    def __init__(self, width, hidden, outputs):
        super().__init__()
        self.hidden = Linear(width, hidden)
        self.out = Linear(hidden, outputs)

    def forward(self, x):
        return self.out(torch.nn.functional.gelu(self.hidden(x)))


class FourierNeuralOperator(torch.nn.Module):
    """Fields [samples, points..., inputs] to fields [samples, points..., outputs], at any resolution that carries the modes.

    Li et al., arXiv 2010.08895. Every layer has its own number of modes, per axis and sign of the frequency. With ranks, one for
    each layer, the linear skips are of low rank.
    """

    def __init__(self, axes, inputs, outputs, width, hidden, modes, base="none", ranks=()):
        super().__init__()
        self.depth = len(modes)
        self.lift = Linear(inputs + axes, width)
        for i, kept in enumerate(modes):
            skip = LowRank(width, width, ranks[i], base) if ranks else Linear(width, width)
            self.add_module(f"layer{i}", FourierLayer(axes, kept, width, skip))
        self.project = Projection(width, hidden, outputs)

    def forward(self, x):
        x = self.lift(torch.cat([x, self.coordinates(x)], dim=-1))
        for i in range(self.depth):
            x = getattr(self, f"layer{i}")(x)
            if i < self.depth - 1:
                x = torch.nn.functional.gelu(x)
        return self.project(x)

    @staticmethod
    def coordinates(x):
        """Point i of n lies at i / n: the left edge in, the right edge out."""
        grid = x.shape[1:-1]
        axes = torch.meshgrid(*(torch.arange(n) / n for n in grid), indexing="ij")
        return torch.stack(axes, dim=-1).expand(x.shape[0], *grid, len(grid))
