"""Judging: from two observations, the student's and PyTorch's, to a verdict and to advice.

Pure: nothing here runs anybody's code. `exercise` is what there is to judge, `judge` the verdict,
`advice` and `raised_advice` what may be said where no recorded mistake fits.
"""
