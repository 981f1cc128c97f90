class DeepLinear(torch.nn.Module):
    """x @ W1 @ W2 …, with weights [in, out] and nothing between them; inputs of any shape, as rows of numbers."""

    def __init__(self, inputs, outputs, widths):
        super().__init__()
        self.outputs = outputs
        names = [f"hidden{i}" for i in range(len(widths))] + ["out"]
        sizes = [inputs, *widths, math.prod(outputs)]
        for name, before, after in zip(names, sizes, sizes[1:]):
            layer = torch.nn.Module()
            layer.weight = torch.nn.Parameter(torch.zeros(before, after))
            self.add_module(name, layer)

    def forward(self, x):
        h = x.flatten(start_dim=1)
        for layer in self.children():
            h = h @ layer.weight
        return h.reshape(x.shape[0], *self.outputs)
