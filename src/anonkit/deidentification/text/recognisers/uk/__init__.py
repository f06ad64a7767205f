"""Recognisers, one class a file; the registry reads this folder."""
