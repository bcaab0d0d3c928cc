"""Pictures of tensors and of the field, each with words that say the same.

Importing this package does not import matplotlib: that happens with the first picture.
"""

from course.kit.draw.bridging import bridges
from course.kit.draw.broadcasting import broadcast
from course.kit.draw.curves import losses
from course.kit.draw.durations import timings
from course.kit.draw.fieldmap import field
from course.kit.draw.graphs import graph
from course.kit.draw.indexing import at
from course.kit.draw.joining import cat
from course.kit.draw.multiplying import matmul
from course.kit.draw.picture import Picture
from course.kit.draw.reshaping import reshape
from course.kit.draw.slicing import slices
from course.kit.draw.storage import memory
from course.kit.draw.striding import strides
from course.kit.draw.summing import sum_axis
from course.kit.draw.tensors import tensor
from course.kit.draw.timelines import timeline

__all__ = [
    "Picture",
    "at",
    "bridges",
    "broadcast",
    "cat",
    "field",
    "graph",
    "losses",
    "matmul",
    "memory",
    "reshape",
    "slices",
    "strides",
    "sum_axis",
    "tensor",
    "timeline",
    "timings",
]
