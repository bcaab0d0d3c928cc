"""An interactive course on the foundations of PyTorch: the chapters, the kit, the builder."""
