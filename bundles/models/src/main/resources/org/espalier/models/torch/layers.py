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
