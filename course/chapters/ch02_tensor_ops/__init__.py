"""make, change, cut, join and reshape tensors"""
