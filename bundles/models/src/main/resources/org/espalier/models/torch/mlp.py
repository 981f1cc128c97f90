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
        self.activation = {
            "relu": torch.nn.functional.relu,
            "relu_open": lambda x: torch.where(x < 0, torch.zeros_like(x), x),
            "gelu": torch.nn.functional.gelu,
        }[activation]
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
