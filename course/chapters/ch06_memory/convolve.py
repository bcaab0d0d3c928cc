"""### Write the convolution

The layer behind most models for images slides small kernels over an image and, at each place, adds
up the products of kernel and patch. Write `convolve(images, kernels, stride, padding)`, which
agrees with `torch.nn.functional.conv2d`.

- `images` has shape `(n, channels, height, width)`, `kernels` has shape
  `(k, channels, kernel_height, kernel_width)`. The result has shape `(n, k, rows, columns)`; each
  number is a sum over all channels and over the patch.
- `stride` (1 or more) is the distance from one patch to the next, in both directions. Pixels at
  the right and the lower edge that fill no patch are left out.
- `padding` (0 or more) puts that many rows or columns of zeros around each image first, on all
  four sides.
- Both tensors have one floating dtype, which is the result's too. They need not be contiguous, and
  stay as they are. At least one patch fits.

Make the windows with `torch.as_strided`, then multiply and add up: no loop is needed. (Slices in
loops are accepted too, if you want to begin with them.) torch's own convolutions, private ones
included, and `unfold` may not be called.

```python
>>> image = torch.arange(9.0).reshape(1, 1, 3, 3)
>>> kernel = torch.tensor([[[[1.0, 0], [0, -1]]]])
>>> convolve(image, kernel, 1, 0)
tensor([[[[-4., -4.],
          [-4., -4.]]]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def convolve(
    images: torch.Tensor, kernels: torch.Tensor, stride: int, padding: int
) -> torch.Tensor:
    """Slide kernels over images: windows by strides, times the kernels, added up."""
    ### BEGIN SOLUTION
    n, channels, height, width = images.shape
    if padding:
        padded = images.new_zeros(n, channels, height + 2 * padding, width + 2 * padding)
        padded[:, :, padding : padding + height, padding : padding + width] = images
        images = padded
    tall, wide = kernels.shape[2:]
    rows = (images.shape[2] - tall) // stride + 1
    columns = (images.shape[3] - wide) // stride + 1
    image, channel, down, right = images.stride()
    windows = torch.as_strided(
        images,
        (n, channels, rows, columns, tall, wide),
        (image, channel, stride * down, stride * right, down, right),
        images.storage_offset(),
    )
    return torch.einsum("ncijhw,kchw->nkij", windows, kernels)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points={"basic": 2, "stride": 1, "padding": 1, "layout": 1},
    banned=[
        "torch.conv1d",
        "torch.conv2d",
        "torch.conv3d",
        "torch.convolution",
        "torch.conv_transpose1d",
        "torch.conv_transpose2d",
        "torch.conv_transpose3d",
        "torch.conv_tbc",
        "torch.mkldnn_convolution",
        "torch.thnn_conv2d",
        "torch.slow_conv_dilated2d",
        "torch.slow_conv_dilated3d",
        "torch.slow_conv_transpose2d",
        "torch.slow_conv_transpose3d",
        "torch.slow_conv2d_forward",
        "torch.slow_conv3d",
        "torch.slow_conv3d_forward",
        "torch.conv_depthwise3d",
        "torch.conv_depthwise2d",
        "torch.convolution_mode",
        "torch.nnpack_spatial_convolution",
        "torch.convolution_overrideable",
        "torch.unfold",
        "torch.unfold_copy",
        "torch.im2col",
    ],
    hints=[
        "Begin with `stride` 1 and `padding` 0. The windows are those of `patches`, with two more "
        "axes in front: image and channel, with the strides that they have in `images`.",
        "`stride` changes two things: how many patches fit along an axis, and how many cells it is "
        "from one patch to the next. Inside a patch nothing changes.",
        "For `padding`, make zeros of the larger size and copy the images into the middle. From "
        "there on go by the shape and the strides of the larger tensor.",
        "With windows of shape (n, c, i, j, h, w) and kernels of shape (k, c, h, w), "
        "`torch.einsum` multiplies, and adds up over every letter that isn't in the result. Or "
        "insert axes of length 1, multiply, and sum over the channel and the two axes of the "
        "patch.",
    ],
)


def reference(
    images: torch.Tensor, kernels: torch.Tensor, stride: int, padding: int
) -> torch.Tensor:
    return torch.nn.functional.conv2d(images, kernels, stride=stride, padding=padding)


def cases(rng: Rng) -> Iterator[Case]:
    double = torch.float64
    nine, kernel = torch.arange(9.0).reshape(1, 1, 3, 3), torch.tensor([[[[1.0, 0], [0, -1]]]])
    yield case("one image, one kernel", nine, kernel, 1, 0)
    yield case("a kernel that isn't square", rng.reals(1, 1, 4, 5), rng.reals(1, 1, 2, 3), 1, 0)
    colours = rng.reals(1, 3, 4, 3, dtype=double)
    yield case("three channels", colours, rng.reals(1, 3, 2, 2, dtype=double), 1, 0)
    yield case("two kernels", rng.reals(1, 2, 3, 4), rng.reals(2, 2, 2, 1), 1, 0)
    batch = rng.reals(2, 2, 4, 3, dtype=double)
    yield case("two images", batch, rng.reals(3, 2, 2, 2, dtype=double), 1, 0)
    yield case("a kernel of one pixel", rng.reals(2, 2, 2, 3), rng.reals(2, 2, 1, 1), 1, 0)
    large = rng.reals(1, 2, 6, 7, dtype=double)
    pair = rng.reals(2, 2, 2, 3, dtype=double)
    yield case("a stride of 2", large, pair, 2, 0, group="stride")
    yield case("a stride of 3", large, pair, 3, 0, group="stride")
    yield case("a stride longer than the kernel", large, rng.reals(1, 2, 1, 2, dtype=double), 3, 0,
               group="stride")  # fmt: skip
    yield case("a border of zeros", rng.reals(1, 1, 3, 4), rng.reals(1, 1, 3, 2), 1, 1,
               group="padding")  # fmt: skip
    yield case("a wide border", batch, pair, 1, 2, group="padding")
    yield case("border and stride", large, pair, 2, 1, group="padding")
    turned = rng.reals(1, 2, 5, 4, dtype=double).transpose(2, 3)
    yield case("a transposed image", turned, pair, 1, 0, group="layout")
    last = rng.reals(2, 4, 5, 2, dtype=double).permute(0, 3, 1, 2)
    yield case("channels last in memory", last, pair, 1, 0, group="layout")
    part = rng.reals(3, 3, 6, 6, dtype=double)[1:, 1:, 1:5, ::2]
    yield case("a part of larger images", part, pair, 1, 0, group="layout")
    grey = rng.reals(1, 1, 4, 4, dtype=double).expand(1, 2, 4, 4)
    yield case("one channel, expanded to two", grey, pair, 2, 1, group="layout")
    mirrored = rng.reals(2, 3, 2, 2, dtype=double).permute(2, 3, 0, 1)
    yield case("kernels that are not contiguous", batch, mirrored, 1, 0, group="layout")


Kernel = torch.Tensor


def _windows(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int, inside: int = 1
) -> torch.Tensor:
    padded = torch.nn.functional.pad(images, (padding,) * 4) if padding else images
    n, channels, height, width = padded.shape
    tall, wide = kernels.shape[2:]
    rows = (height - (tall - 1) * inside - 1) // stride + 1
    columns = (width - (wide - 1) * inside - 1) // stride + 1
    image, channel, down, right = padded.stride()
    strides = (image, channel, stride * down, stride * right, inside * down, inside * right)
    shape = (n, channels, max(rows, 0), max(columns, 0), tall, wide)
    return padded.as_strided(shape, strides, padded.storage_offset())


def _added_up(windows: torch.Tensor, kernels: Kernel) -> torch.Tensor:
    return torch.einsum("ncijhw,kchw->nkij", windows, kernels)


@mistake(
    "The kernel was turned around before it was laid on. In mathematics that is what convolution "
    "means; the layer of the same name in torch lays the kernel on as it is."
)
def kernel_turned(images: torch.Tensor, kernels: Kernel, stride: int, padding: int) -> torch.Tensor:
    return _added_up(_windows(images, kernels, stride, padding), kernels.flip(2, 3))


@mistake(
    "`stride` went into the number of patches but not into the strides, so the first patches were "
    "taken side by side instead of every `stride`-th."
)
def stride_only_counted(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int
) -> torch.Tensor:
    rows, columns = _windows(images, kernels, stride, padding).shape[2:4]
    return _added_up(_windows(images, kernels, 1, padding)[:, :, :rows, :columns], kernels)


@mistake(
    "`stride` was multiplied into the steps inside the patch as well, so that each patch has "
    "holes. (That is called dilation.) Only the way from patch to patch is longer."
)
def patches_with_holes(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int
) -> torch.Tensor:
    return _added_up(_windows(images, kernels, stride, padding, inside=stride), kernels)


@mistake(
    "`padding` isn't used: around each image there should be a border of zeros before the patches "
    "are taken."
)
def no_border(images: torch.Tensor, kernels: Kernel, stride: int, padding: int) -> torch.Tensor:
    return _added_up(_windows(images, kernels, stride, 0), kernels)


@mistake(
    "`padding` went into the number of patches, but no zeros were put around the images: the "
    "windows run beyond their memory, or into other rows."
)
def border_only_counted(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int
) -> torch.Tensor:
    n, channels, height, width = images.shape
    tall, wide = kernels.shape[2:]
    rows = (height + 2 * padding - tall) // stride + 1
    columns = (width + 2 * padding - wide) // stride + 1
    image, channel, down, right = images.stride()
    strides = (image, channel, stride * down, stride * right, down, right)
    return _added_up(images.as_strided((n, channels, rows, columns, tall, wide), strides), kernels)


@mistake(
    "The border was put on the left and on the right only. It belongs on all four sides, above "
    "and below as well."
)
def border_beside(images: torch.Tensor, kernels: Kernel, stride: int, padding: int) -> torch.Tensor:
    padded = torch.nn.functional.pad(images, (padding, padding))
    return _added_up(_windows(padded, kernels, stride, 0), kernels)


@mistake(
    "`stride` isn't used: a patch was taken at every pixel. Only every `stride`-th counts, in both "
    "directions."
)
def stride_ignored(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int
) -> torch.Tensor:
    return _added_up(_windows(images, kernels, 1, padding), kernels)


@mistake(
    "The first two axes of the result are exchanged: the kernels come first and the images second. "
    "It should be the other way round, whatever letters are used."
)
def kernels_first(images: torch.Tensor, kernels: Kernel, stride: int, padding: int) -> torch.Tensor:
    return _added_up(_windows(images, kernels, stride, padding), kernels).transpose(0, 1)


@mistake(
    "Rows and columns of the result are exchanged: each image lies on its side. The patches go "
    "down along the third axis and across along the fourth."
)
def result_on_its_side(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int
) -> torch.Tensor:
    return _added_up(_windows(images, kernels, stride, padding), kernels).transpose(2, 3)


@mistake(
    "Patch and kernel meet crosswise: the height of the one with the width of the other. In a "
    "square kernel no error shows it; otherwise the lengths don't fit."
)
def kernel_on_its_side(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int
) -> torch.Tensor:
    windows = _windows(images, kernels, stride, padding)
    return torch.einsum("ncijhw,kcwh->nkij", windows, kernels)


@mistake(
    "The strides were computed from the shape. Images that are transposed, cut out of larger ones "
    "or expanded lie in memory in another way: ask for their strides, and for their offset."
)
def assumed_contiguous(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int
) -> torch.Tensor:
    padded = torch.nn.functional.pad(images, (padding,) * 4) if padding else images
    plain = _windows(padded.contiguous(), kernels, stride, 0)
    return _added_up(padded.as_strided(plain.shape, plain.stride(), 0), kernels)


@mistake(
    "Only the first channel was used. Each number of the result is a sum over all channels of the "
    "image."
)
def first_channel_only(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int
) -> torch.Tensor:
    return _added_up(_windows(images[:, :1], kernels, stride, padding), kernels[:, :1])


@mistake(
    "The border was put on the left and on top only. It belongs on all four sides, so height and "
    "width grow by twice the padding."
)
def border_on_two_sides(
    images: torch.Tensor, kernels: Kernel, stride: int, padding: int
) -> torch.Tensor:
    padded = torch.nn.functional.pad(images, (padding, 0, padding, 0))
    return _added_up(_windows(padded, kernels, stride, 0), kernels)
