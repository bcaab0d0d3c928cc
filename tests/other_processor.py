"""Another processor, as far as libraries imitate one: they round in another order then."""

ANOTHER_PROCESSOR = {
    "ATEN_CPU_CAPABILITY": "default",  # torch's own kernels, without vector instructions
    "MKL_CBWR": "COMPATIBLE",  # MKL's products, as on any x86 processor
    "OPENBLAS_CORETYPE": "Nehalem",  # NumPy's products
}
