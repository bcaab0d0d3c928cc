"""Judging: from two observations, the student's and PyTorch's, to a verdict and to advice.

Pure: nothing here runs anybody's code. `exercise` is what there is to judge, `difference` compares
two observations of one case, `diagnosis` finds the recorded mistake, `judge` gives the verdict;
`advice`, `raised_advice` and `line_advice` say what may be said where no recorded mistake fits.
"""
