"""The accelerator of chapter 8: this machine's or a simulated one, and the traffic with it."""
