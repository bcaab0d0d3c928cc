"""The pictures that the tests of this folder look at."""

from __future__ import annotations

import pytest
from draw_gallery import gallery

from course.kit import draw


@pytest.fixture(scope="session")
def pictures() -> dict[str, draw.Picture]:
    """Every picture of the gallery, drawn once."""
    return {name: make() for name, make in gallery().items()}
