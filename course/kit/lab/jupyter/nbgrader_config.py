"""A student's JupyterLab needs nothing of nbgrader's set; without a file nbgrader would warn."""
