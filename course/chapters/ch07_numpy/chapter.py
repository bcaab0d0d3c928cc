# %% [markdown]
# # NumPy and torch

# %%
import numpy as np
import torch

from course.kit import check, draw, hint

# %% exercise="correct_readings"

# %% exercise="share_or_copy"

# %% exercise="yearly_balances"

# %% exercise="predict"

# %% exercise="dtypes_across"

# %% exercise="element_strides"

# %% exercise="to_numpy"

# %% exercise="from_array"

# %% exercise="who_changes"

# %% exercise="standardised"

# %% exercise="centred"

# %% exercise="calibrate_recording"
