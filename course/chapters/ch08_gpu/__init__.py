"""write code for any device, and time it properly"""
