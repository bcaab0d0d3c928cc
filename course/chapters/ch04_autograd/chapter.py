# %% [markdown]
# # Autograd

# %% exercise="new_parameter"

# %% exercise="descend"

# %% exercise="batch_gradient"

# %% exercise="slopes"

# %% exercise="numeric_gradient"

# %% exercise="first_wrong"

# %% exercise="three_measures"

# %% exercise="jacobian"

# %% exercise="push_forward"
