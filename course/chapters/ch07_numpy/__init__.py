"""cross between NumPy and PyTorch, knowing what is copied"""
