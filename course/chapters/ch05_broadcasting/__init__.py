"""predict shapes, find silent bugs, and build broadcasting from strides"""
