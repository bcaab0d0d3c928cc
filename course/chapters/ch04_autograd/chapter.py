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

# %% exercise="distance_to_target"

# %% exercise="when_it_fails"

# %% exercise="hessian_vector"

# %% exercise="log1pexp"

# %% exercise="local_slopes"

# %% exercise="order_of_steps"

# %% exercise="backprop"

# %% exercise="unbroadcast"

# %% exercise="backprop_tensors"
