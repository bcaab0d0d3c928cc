"""go from dot products to einsum, solve systems, and differentiate matrices"""
