"""Grading a class: finding what was handed in, sharing the work out, recording, going on later."""
