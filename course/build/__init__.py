"""From authored chapters to nbgrader's notebooks, and the tools that authors need for it."""
