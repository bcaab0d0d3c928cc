"""### Capstone: cut an image into tiles

Some models for images, the vision transformers, don't read pixels. They cut the image into square
tiles and read the tiles one after the other, as we read words. Write `cut_tiles(image, size)`,
which does the cutting: `image` has shape `(height, width)`, and `size` divides both. The result
has shape `(number of tiles, size, size)`, and the dtype and the exact values of the image. The
tiles come in reading order: along the top from left to right, then the next row of tiles. A tile
shows its part of the image as it is, not turned.

Do it with `reshape` and `permute`, without a loop: three steps are enough. (A loop over slices
gives the right tiles too and passes; on a batch of large images it is far slower.) `unfold`, which
does most of the cutting by itself, may not be called.

```python
>>> image = torch.arange(24).reshape(4, 6)
>>> tiles = cut_tiles(image, 2)
>>> tiles.shape
torch.Size([6, 2, 2])
>>> tiles[0], tiles[1]
(tensor([[0, 1],
        [6, 7]]), tensor([[2, 3],
        [8, 9]]))
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def cut_tiles(image: torch.Tensor, size: int) -> torch.Tensor:
    """Cut an image into square tiles, in reading order."""
    ### BEGIN SOLUTION
    height, width = image.shape
    split = image.reshape(height // size, size, width // size, size)
    tiles = split.permute(0, 2, 1, 3)
    return tiles.reshape(-1, size, size)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T15", "T14"],
    points=3,
    tolerance=(0.0, 0.0),  # values are moved, and none may pass through float32
    banned=["torch.unfold"],
    hints=[
        "First give each of the four questions an axis of its own: which row of tiles, which row "
        "inside the tile, which column of tiles, which column inside the tile?",
        "Splitting the height into (rows of tiles, size) and the width into (columns of tiles, "
        "size) is one reshape, and it moves no number. Print its shape for the example: it has "
        "four axes.",
        "The two axes that count tiles should stand first, next to each other, and the two axes "
        "inside a tile last. `permute` puts axes into a new order.",
        "A last reshape joins the two axes that count tiles into one; -1 lets torch compute how "
        "many tiles that makes.",
    ],
)


def reference(image: torch.Tensor, size: int) -> torch.Tensor:
    rows = image.split(size, dim=0)
    return torch.stack([tile for row in rows for tile in row.split(size, dim=1)])


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two tiles side by side", torch.arange(8).reshape(2, 4), 2)
    yield case("four rows and six columns", torch.arange(24).reshape(4, 6), 2)
    size = rng.size(2, 3)
    tall, wide = size * rng.size(3, 4), size * 2
    yield case("a tall image", rng.reals(tall, wide), size)
    yield case("a square image, float64", rng.reals(6, 6, dtype=torch.float64) + 0.1, 3)
    yield case("a mask of bools", rng.bools(6, 4), 2)
    yield case("large whole numbers", 2 * rng.integers(4, 2) + 2**24 + 1, 2)
    yield case("tiles of one pixel", rng.integers(2, 3), 1)
    yield case("one tile, the whole image", rng.integers(3, 3), 3)
    yield case("an image that is not contiguous", rng.integers(6, 4).T, 2)
    yield case("a part of a larger image", rng.strided(rng.integers(4, 6)), 2)


@mistake(
    "A single reshape fills each tile with numbers that follow one another in the image's rows. A "
    "tile is a square: its second row comes from the next row of the image."
)
def reshaped_only(image: torch.Tensor, size: int) -> torch.Tensor:
    return image.reshape(-1, size, size)


@mistake(
    "The tiles are right, but they come column by column: down the left side first. Reading order "
    "goes along the top from left to right."
)
def column_by_column(image: torch.Tensor, size: int) -> torch.Tensor:
    height, width = image.shape
    split = image.reshape(height // size, size, width // size, size)
    return split.permute(2, 0, 1, 3).reshape(-1, size, size)


@mistake(
    "The tiles come in the right order, but each is turned: its rows have become its columns. The "
    "axis for the row inside a tile stands before the axis for the column."
)
def turned_tiles(image: torch.Tensor, size: int) -> torch.Tensor:
    height, width = image.shape
    split = image.reshape(height // size, size, width // size, size)
    return split.permute(0, 2, 3, 1).reshape(-1, size, size)


@mistake(
    "The tiles still stand in rows and columns: the result has four axes. Join the first two, so "
    "that one axis counts all tiles."
)
def grid_of_tiles(image: torch.Tensor, size: int) -> torch.Tensor:
    height, width = image.shape
    split = image.reshape(height // size, size, width // size, size)
    return split.permute(0, 2, 1, 3)


@mistake(
    "The lengths were split the wrong way round, into (size, tiles) where (tiles, size) is meant. "
    "So a tile collects pixels from all over the image. Neighbours stay together in the last of "
    "the two axes."
)
def split_the_wrong_way(image: torch.Tensor, size: int) -> torch.Tensor:
    height, width = image.shape
    split = image.reshape(size, height // size, size, width // size)
    return split.permute(1, 3, 0, 2).reshape(-1, size, size)
