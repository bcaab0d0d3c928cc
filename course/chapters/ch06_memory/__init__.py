"""tell who shares memory with whom, and build views up to a convolution"""
