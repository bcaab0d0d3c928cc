"""### Blend two images

To lay a picture over a background, each pixel needs its own weight: where `alpha` is 1 you see the
picture in front, where it is 0 the one at the back, and between them a mixture. Write
`blend(front, back, alpha)`: every pixel is `alpha` parts of the front and `1 - alpha` parts of the
back. All three are float tensors of one shape `(height, width)`, and `alpha` lies in 0 to 1. Pixels
may be any numbers, below 0 and above 255 too, and so may those of the result. The inputs stay as
they were.

```python
>>> front = torch.tensor([[8.0, 8.0, 8.0]])
>>> back = torch.tensor([[0.0, 4.0, 2.0]])
>>> blend(front, back, torch.tensor([[1.0, 0.5, 0.0]]))
tensor([[8., 6., 2.]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def blend(front: torch.Tensor, back: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
    """Mix two images pixel by pixel, with the weight alpha for the front."""
    ### BEGIN SOLUTION
    return alpha * front + (1 - alpha) * back
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L5"],
    hints=[
        "A pixel of the result needs three numbers, all from the same place. Which product works "
        "place by place?",
        "What the front doesn't get, the back gets: its weight is `1 - alpha`, a tensor of the "
        "same shape.",
    ],
)


def reference(front: torch.Tensor, back: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
    return front * alpha + back * (1 - alpha)


def _images(rng: Rng, *shape: int, dtype: torch.dtype = torch.float32) -> list[torch.Tensor]:
    return [
        rng.reals(*shape, low=0, high=9, dtype=dtype),
        rng.reals(*shape, low=0, high=9, dtype=dtype),
        rng.reals(*shape, low=0, high=1, dtype=dtype),
    ]


def cases(rng: Rng) -> Iterator[Case]:
    first = torch.tensor([[8.0, 8.0, 8.0]]), torch.tensor([[0.0, 4.0, 2.0]])
    yield case("one row of three pixels", *first, torch.tensor([[1.0, 0.5, 0.0]]))
    square = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[8.0, 0.0], [4.0, 2.0]])
    yield case("a square image", *square, torch.tensor([[0.5, 0.25], [1.0, 0.0]]))
    yield case("a single pixel", *_images(rng, 1, 1))
    yield case("a wide image", *_images(rng, 2, 4))
    yield case("a tall image", *_images(rng, 5, 2))
    yield case("float64", *_images(rng, 2, 3, dtype=torch.float64))
    front, back, alpha = _images(rng, 3, 2)
    yield case("images that are not contiguous", rng.strided(front), back, rng.strided(alpha))
    yield case("images without rows", *_images(rng, 0, 3))
    dark = [rng.reals(3, 3, low=-700, high=-300), rng.reals(3, 3, low=300, high=700)]
    yield case("pixels below 0 and above 255", *dark, rng.reals(3, 3, low=0, high=1))


@mistake(
    "`@` is the matrix product: it joins whole rows with whole columns. Blending needs each pixel "
    "times its own weight, place by place."
)
def matrix_products(front: torch.Tensor, back: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
    return alpha @ front + (1 - alpha) @ back


@mistake("Front and back have changed places: where `alpha` is 1, the front should be seen.")
def exchanged(front: torch.Tensor, back: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
    return alpha * back + (1 - alpha) * front


@mistake(
    "The back is added in full, so the mixture gets too bright. It gets the part that the front "
    "leaves over."
)
def back_in_full(front: torch.Tensor, back: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
    return alpha * front + back


@mistake(
    "The result is right, but `back` was overwritten on the way: `+=` and functions ending in `_` "
    "write into the image that you were given."
)
def into_the_back(front: torch.Tensor, back: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
    back += alpha * (front - back)
    return back


@mistake(
    "Each pixel has a weight of its own. Here the whole image is mixed with one weight, the mean "
    "of `alpha`."
)
def one_weight(front: torch.Tensor, back: torch.Tensor, alpha: torch.Tensor) -> torch.Tensor:
    return alpha.mean() * front + (1 - alpha.mean()) * back
