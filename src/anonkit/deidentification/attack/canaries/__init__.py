"""Known leaks, planted into a copy of a release: a battery that misses one of them proves nothing."""
