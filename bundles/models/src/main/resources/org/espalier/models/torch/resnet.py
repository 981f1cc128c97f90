class Kernel(torch.nn.Module):
    """A convolution with weight [side, side, in, out], or [in, out] for a single tap; zeros around the edges."""

    def __init__(self, inputs, outputs, side, stride, biased):
        super().__init__()
        taps = (side, side) if side > 1 else ()
        self.weight = torch.nn.Parameter(torch.zeros(*taps, inputs, outputs))
        self.bias = torch.nn.Parameter(torch.zeros(outputs)) if biased else None
        self.side = side
        self.stride = stride

    def forward(self, x):
        kernel = self.weight.reshape(self.side, self.side, *self.weight.shape[-2:]).permute(3, 2, 0, 1)
        return torch.nn.functional.conv2d(x, kernel, self.bias, self.stride, self.side // 2)


class BatchNorm(torch.nn.Module):
    """Batch norm of channels, without a count of batches."""

    def __init__(self, channels):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.ones(channels))
        self.bias = torch.nn.Parameter(torch.zeros(channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def forward(self, x):
        return torch.nn.functional.batch_norm(
            x, self.running_mean, self.running_var, self.weight, self.bias, self.training
        )


def hadamard(x, channels):
    """The normalised Hadamard transform over channels, filled up with zeros to that many."""
    signs = [[(-1) ** bin(i & j).count("1") for j in range(x.shape[1])] for i in range(channels)]
    matrix = torch.tensor(signs, dtype=x.dtype, device=x.device) / math.sqrt(channels)
    return torch.einsum("oi,bihw->bohw", matrix, x)


def relu_open(x):
    """max(x, 0) with slope 1 at 0."""
    return torch.where(x < 0, torch.zeros_like(x), x)


class Block(torch.nn.Module):
    """Two convolutions, with one shortcut around both or one around each."""

    def __init__(self, inputs, outputs, stride, augmented, normed):
        super().__init__()

        def norm(channels):
            return BatchNorm(channels) if normed else torch.nn.Identity()

        self.augmented = augmented
        self.conv1 = Kernel(inputs, outputs, 3, stride, not normed)
        self.bn1 = norm(inputs if augmented else outputs)
        self.conv2 = Kernel(outputs, outputs, 3, 1, not normed)
        self.bn2 = norm(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            path = [Kernel(inputs, outputs, 1, stride, not normed)]
            self.downsample = torch.nn.Sequential(*path if augmented else [*path, norm(outputs)])

    def forward(self, x):
        if self.augmented:
            o = self.bn1(relu_open(x))
            if self.downsample is not None:
                x = self.downsample(o)
                x = hadamard(x, x.shape[1])
            x = self.conv1(o) + x
            return x + self.conv2(self.bn2(relu_open(x)))
        shortcut = x if self.downsample is None else self.downsample(x)
        o = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(o)) + shortcut)


class Resnet(torch.nn.Module):
    """Images [samples, height, width, channels] to outputs of a shape; logits where the loss was cross-entropy."""

    def __init__(self, channels, outputs, blocks, widths, variant, norm):
        super().__init__()
        self.outputs = outputs
        self.augmented = variant == "augmented"
        normed = norm == "batch"
        self.conv1 = Kernel(channels, widths[0], 3, 1, not normed)
        self.bn1 = BatchNorm(widths[0]) if normed else torch.nn.Identity()
        before = widths[0]
        self.stages = len(blocks)
        for stage, (count, width) in enumerate(zip(blocks, widths)):
            path = []
            for block in range(count):
                stride = 2 if stage > 0 and block == 0 else 1
                path.append(Block(before, width, stride, self.augmented, normed))
                before = width
            self.add_module(f"layer{stage + 1}", torch.nn.Sequential(*path))
        if self.augmented:
            self.bn = BatchNorm(before) if normed else torch.nn.Identity()
        self.fc = Linear(before, math.prod(outputs))

    def forward(self, x):
        x = (x if x.dim() == 4 else x.unsqueeze(3)).permute(0, 3, 1, 2)
        if self.augmented:
            x = self.bn1(relu_open(self.conv1(x) + hadamard(x, self.conv1.weight.shape[3])))
        else:
            x = torch.relu(self.bn1(self.conv1(x)))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        if self.augmented:
            x = self.bn(relu_open(x))
        return self.fc(x.mean(dim=(2, 3))).reshape(x.shape[0], *self.outputs)
