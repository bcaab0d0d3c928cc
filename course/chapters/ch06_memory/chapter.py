# %% [markdown]
# # Memory

# %%
import itertools
import operator

import torch

from course.kit import check, draw, hint

# %% exercise="reuses_memory"

# %% exercise="same_or_new"

# %% exercise="storage_place"

# %% exercise="looks_at"

# %% exercise="in_reading_order"

# %% exercise="swap_axes"

# %% exercise="slice_axis"

# %% exercise="diagonal_view"

# %% exercise="flat_view"

# %% exercise="who_changes"

# %% exercise="overlapping"

# %% exercise="moving_windows"

# %% exercise="patches"

# %% exercise="bytes_allocated"

# %% exercise="polynomial"

# %% exercise="standardise"

# %% exercise="smoothed"

# %% exercise="convolve"
