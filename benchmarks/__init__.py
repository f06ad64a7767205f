"""Measurements of speed and memory, run by hand; nothing here is a test."""

import os

# One thread in every library: what is compared is the work of one core.
for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_threads] = "1"
