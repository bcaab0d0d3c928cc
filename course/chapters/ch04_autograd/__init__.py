"""use gradients, check them, and build the engine that computes them"""
