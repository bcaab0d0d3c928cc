# %% [markdown]
# # Making and changing tensors

# %%
import torch

from course.kit import check, draw, hint

# %% [markdown]
# ## Part one

# %% [markdown]
# ## Part two

# %% exercise="join_rows"
