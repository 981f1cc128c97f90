class Attention(torch.nn.Module):
    """Every position mixes itself and those before it, head by head."""

    def __init__(self, width, heads, matrix):
        super().__init__()
        self.heads = heads
        self.c_attn = matrix(width, 3 * width)
        self.c_proj = matrix(width, width)

    def forward(self, x):
        samples, positions, width = x.shape
        shape = samples, positions, 3, self.heads, width // self.heads
        query, key, value = self.c_attn(x).reshape(shape).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-2, -1) / math.sqrt(width // self.heads)
        unseen = torch.ones(positions, positions, dtype=torch.bool).triu(1)
        mixed = torch.softmax(scores.masked_fill(unseen, -math.inf), -1) @ value
        return self.c_proj(mixed.transpose(1, 2).reshape(samples, positions, width))


class Perceptron(torch.nn.Module):
    def __init__(self, width, matrix):
        super().__init__()
        self.c_fc = matrix(width, 4 * width)
        self.c_proj = matrix(4 * width, width)

    def forward(self, x):
        return self.c_proj(torch.nn.functional.gelu(self.c_fc(x)))


class Block(torch.nn.Module):
    def __init__(self, width, heads, matrix):
        super().__init__()
        self.ln_1 = torch.nn.LayerNorm(width)
        self.attn = Attention(width, heads, matrix)
        self.ln_2 = torch.nn.LayerNorm(width)
        self.mlp = Perceptron(width, matrix)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class Gpt(torch.nn.Module):
    """Tokens [samples, positions, 1], whole numbers, to scores of the token after each; without dropout, as after training.

    ranks has one for each matrix of the blocks in order, -1 for one that is dense.
    """

    def __init__(self, layers, heads, width, context, vocabulary, base, ranks):
        super().__init__()
        rank = iter(ranks)

        def matrix(inputs, outputs):
            each = next(rank)
            return Linear(inputs, outputs) if each < 0 else LowRank(inputs, outputs, each, base)

        self.wte = torch.nn.Embedding(vocabulary, width)
        self.wpe = torch.nn.Embedding(context, width)
        self.h = torch.nn.ModuleList([Block(width, heads, matrix) for _ in range(layers)])
        self.ln_f = torch.nn.LayerNorm(width)

    def forward(self, x):
        tokens = x.reshape(x.shape[0], -1).long()
        x = self.wte(tokens) + self.wpe.weight[: tokens.shape[1]]
        for block in self.h:
            x = block(x)
        return self.ln_f(x) @ self.wte.weight.T
