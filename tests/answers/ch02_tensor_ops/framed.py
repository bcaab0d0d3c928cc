import torch


def with_the_dtype_passed(image: torch.Tensor) -> torch.Tensor:
    rows, columns = image.shape
    result = torch.ones(rows + 2, columns + 2, dtype=image.dtype, device=image.device)
    result[1 : rows + 1, 1 : columns + 1] = image
    return result


def padded(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image, (1, 1, 1, 1), value=1)


def joined(image: torch.Tensor) -> torch.Tensor:
    side = image.new_ones(image.shape[0], 1)
    wide = torch.cat([side, image, side], dim=1)
    lid = image.new_ones(1, wide.shape[1])
    return torch.cat([lid, wide, lid])


def element_by_element(image: torch.Tensor) -> torch.Tensor:
    rows, columns = image.shape
    result = torch.ones((rows + 2, columns + 2)).to(image.dtype)
    for row in range(rows):
        for column in range(columns):
            result[row + 1, column + 1] = image[row, column]
    return result


def through_float(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image.float(), (1, 1, 1, 1), value=1.0)


def swapped_sizes(image: torch.Tensor) -> torch.Tensor:
    width, height = image.shape
    result = image.new_ones(height + 2, width + 2)
    result[1:-1, 1:-1] = image
    return result


def image_lost(image: torch.Tensor) -> torch.Tensor:
    return image.new_ones(image.shape[0] + 2, image.shape[1] + 2)


def white_frame(image: torch.Tensor) -> torch.Tensor:
    result = image.new_full((image.shape[0] + 2, image.shape[1] + 2), 255)
    result[1:-1, 1:-1] = image
    return result


def drawn_on_the_image(image: torch.Tensor) -> torch.Tensor:
    image[0] = image[-1] = 1
    image[:, 0] = image[:, -1] = 1
    return image


def too_wide(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image, (2, 2, 2, 2), value=1)


def through_float_and_back(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image.float(), (1, 1, 1, 1), value=1.0).to(image.dtype)


def through_double_and_back(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image.double(), (1, 1, 1, 1), value=1.0).to(image.dtype)


RIGHT = [with_the_dtype_passed, padded, joined, element_by_element, through_double_and_back]
WRONG = [
    through_float,
    swapped_sizes,
    image_lost,
    white_frame,
    drawn_on_the_image,
    too_wide,
    through_float_and_back,
]
