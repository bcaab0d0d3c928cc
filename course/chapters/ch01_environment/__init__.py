"""find out whether a machine is ready for PyTorch, and mend what isn't"""
