"""`python -m sample_data.generator --seed 2026 --clients 120 --output DIR`."""

import argparse
from pathlib import Path

from sample_data.generator.clinics import CHARTS, CLIENTS, MARKED, SEED, write_clinics


def main() -> None:
    """Reads the arguments and writes the clinics."""
    parser = argparse.ArgumentParser(prog="sample_data.generator", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--clients", type=int, default=CLIENTS, help="clients in each clinic")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--clinic", choices=("uk", "us"), help="one clinic only")
    parser.add_argument("--charts", type=int, default=CHARTS, help="most charts printed to PDF")
    parser.add_argument("--marked", type=int, default=MARKED, help="most notes marked for scoring")
    chosen = parser.parse_args()
    write_clinics(
        chosen.output, chosen.seed, chosen.clients, chosen.clinic, chosen.charts, chosen.marked
    )


if __name__ == "__main__":
    main()
