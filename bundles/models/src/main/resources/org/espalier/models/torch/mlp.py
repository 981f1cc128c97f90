class Linear(torch.nn.Module):
    """x @ weight + bias, with weight [in, out]."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(inputs, outputs))
        self.bias = torch.nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        return x @ self.weight + self.bias


class LowRank(torch.nn.Module):
    """x @ (w0 + u @ v).T + bias, with u [out, rank], v [rank, in] and a w0 [out, in] that is not trained."""

    def __init__(self, inputs, outputs, rank, base):
        super().__init__()
        self.u = torch.nn.Parameter(torch.zeros(outputs, rank))
        self.v = torch.nn.Parameter(torch.zeros(rank, inputs))
        self.bias = torch.nn.Parameter(torch.zeros(outputs))
        w0 = torch.zeros(outputs, inputs)
        if base == "identity":
            w0 = torch.eye(outputs, inputs)
        if base == "hadamard":
            order = 1
            while order < max(inputs, outputs):
                order *= 2
            signs = [[(-1) ** bin(i & j).count("1") for j in range(inputs)] for i in range(outputs)]
            w0 = math.sqrt(2 / order) * torch.tensor(signs, dtype=torch.float32)
        # Only a dense one is among the weights; the others follow from their sizes.
        self.register_buffer("w0", w0, persistent=base == "dense")

    def forward(self, x):
        return x @ self.w0.T + x @ self.v.T @ self.u.T + self.bias


class Perceptron(torch.nn.Module):
    """Inputs of any shape, as rows of numbers, to outputs of a shape; logits where the loss was cross-entropy.

    Plain: h = act(h @ W + b), layer after layer. Residual: h = h + branch(h) on a stream, and an activation before the end.
    With ranks, one for each hidden matrix in order, these are of low rank.
    """

    def __init__(self, inputs, outputs, widths, activation, stream, base="none", ranks=()):
        super().__init__()
        self.outputs = outputs
        self.depth = len(widths)
        self.residual = stream > 0
        self.activation = {"relu": torch.nn.functional.relu, "gelu": torch.nn.functional.gelu}[activation]
        rank = iter(ranks)

        def hidden(inputs, outputs):
            return LowRank(inputs, outputs, next(rank), base) if ranks else Linear(inputs, outputs)

        before = inputs
        if self.residual:
            self.add_module("in", Linear(inputs, stream))
            before = stream
        for i, width in enumerate(widths):
            layer = hidden(before, width)
            if self.residual:
                layer.end = hidden(width, stream)
            else:
                before = width
            self.add_module(f"hidden{i}", layer)
        self.out = Linear(before, math.prod(outputs))

    def forward(self, x):
        h = x.flatten(start_dim=1)
        if self.residual:
            h = getattr(self, "in")(h)
        for i in range(self.depth):
            layer = getattr(self, f"hidden{i}")
            if self.residual:
                h = h + layer.end(self.activation(layer(self.activation(h))))
            else:
                h = self.activation(layer(h))
        if self.residual:
            h = self.activation(h)
        return self.out(h).reshape(x.shape[0], *self.outputs)
