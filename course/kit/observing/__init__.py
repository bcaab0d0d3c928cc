"""Observing: run one call from a known state, undisturbed, and keep what it did.

The only part that touches a student's code. `observe` is its face; `known_state` and `silence` make
every call the same, `watch` sees inputs, torch's functions and memory, `raised` an exception,
`returning` where a None comes from.
"""
