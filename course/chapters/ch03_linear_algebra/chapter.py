# %% [markdown]
# # Linear algebra

# %%
import torch

from course.kit import check, draw, hint

# %% exercise="kind_of_tensor"

# %% exercise="which_symmetric"

# %% exercise="blend"

# %% exercise="average"

# %% exercise="relative_to_mean"

# %% exercise="integral_image"

# %% exercise="cosine"

# %% exercise="three_norms"

# %% exercise="clip_together"

# %% exercise="matrix_times_vector"

# %% exercise="matrix_product"

# %% exercise="cross_rows"
