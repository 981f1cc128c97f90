class Linear(torch.nn.Module):
    """x @ weight + bias, with weight [in, out]."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(inputs, outputs))
        self.bias = torch.nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        return x @ self.weight + self.bias


class Branch(Linear):
    """What a residual block adds to its stream: two linear layers, an activation before each."""

    def __init__(self, stream, width, activation):
        super().__init__(stream, width)
        self.activation = activation
        self.end = Linear(width, stream)

    def forward(self, x):
        return self.end(self.activation(super().forward(self.activation(x))))


class Perceptron(torch.nn.Module):
    """Inputs of any shape, as rows of numbers, to outputs of a shape; logits where the loss was cross-entropy.

    Plain: h = act(h @ W + b), layer after layer. Residual: h = h + branch(h) on a stream, and an activation before the end.
    """

    def __init__(self, inputs, outputs, widths, activation, stream):
        super().__init__()
        self.outputs = outputs
        self.depth = len(widths)
        self.residual = stream > 0
        self.activation = {"relu": torch.nn.functional.relu, "gelu": torch.nn.functional.gelu}[activation]
        before = inputs
        if self.residual:
            self.add_module("in", Linear(inputs, stream))
            before = stream
        for i, width in enumerate(widths):
            hidden = Branch(stream, width, self.activation) if self.residual else Linear(before, width)
            self.add_module(f"hidden{i}", hidden)
            before = stream if self.residual else width
        self.out = Linear(before, math.prod(outputs))

    def forward(self, x):
        h = x.flatten(start_dim=1)
        if self.residual:
            h = getattr(self, "in")(h)
        for i in range(self.depth):
            hidden = getattr(self, f"hidden{i}")(h)
            h = h + hidden if self.residual else self.activation(hidden)
        if self.residual:
            h = self.activation(h)
        return self.out(h).reshape(x.shape[0], *self.outputs)
