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

# %% exercise="diag_by_hand"

# %% exercise="keep_lower"

# %% exercise="add_products"

# %% exercise="trace_of_product"

# %% exercise="einsum_by_hand"

# %% exercise="solve_by_elimination"

# %% exercise="low_rank"

# %% exercise="derivative_shape"

# %% exercise="quadratic_gradient"

# %% exercise="product_rule"

# %% exercise="trace_gradient"

# %% exercise="loss_gradients"
