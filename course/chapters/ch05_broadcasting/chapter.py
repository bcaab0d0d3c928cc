# %% [markdown]
# # Broadcasting

# %% exercise="write_out"

# %% exercise="fitting_shapes"

# %% exercise="cells_behind"

# %% exercise="outer_each"

# %% exercise="scale_colours"

# %% exercise="one_hot"

# %% exercise="attention_mask"

# %% exercise="distances"

# %% exercise="find_silent"

# %% exercise="squared_error"

# %% exercise="relative_points"

# %% exercise="unbroadcast"

# %% exercise="broadcast_shapes"

# %% exercise="broadcast_to"

# %% exercise="apply_pairwise"
