"""Makes the two clinics of sample_data: nobody in them exists."""

from sample_data.generator.clinics import write_clinics

__all__ = ["write_clinics"]
