"""Makes the release beside this file: `python make.py`, with anjana 1.2.3 in an environment of its own.

As its README does it: the clinic's contacts are read with pandas, rows without a value are dropped, k = 5 with at most
30 % suppressed. ``map.csv`` says whose row each is, which somebody who publishes would know and nobody else.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from anjana.anonymity import k_anonymity

HERE = Path(__file__).parent
CONTACTS = HERE.parents[3] / "sample_data/uk_clinic/contacts.csv"
YEAR = 2026


def banded(ages, width):
    """From age to its band, as text."""
    return np.array(
        [f"[{age // width * width};{age // width * width + width - 1}]" for age in ages]
    )


def main():
    """Reads, releases, writes."""
    contacts = pd.read_csv(CONTACTS, dtype=str, encoding="utf-8-sig")
    born = pd.to_numeric(contacts["Birthdate"].str[:4], errors="coerce")
    table = pd.DataFrame(
        {
            "client": contacts["Client ref"],
            "age": YEAR - born,
            "sex": contacts["Gender"].str.lower(),
            "district": contacts["Address 1 - Zip"].str.split().str[0],
        }
    ).dropna()
    table["age"] = table["age"].astype(int)
    ages, districts = table["age"].to_numpy(), table["district"].to_numpy()
    hierarchies = {
        "age": {
            0: ages,
            1: banded(ages, 5),
            2: banded(ages, 10),
            3: banded(ages, 20),
            4: np.full(len(ages), "*"),
        },
        "sex": {0: table["sex"].to_numpy(), 1: np.full(len(table), "*")},
        "district": {
            0: districts,
            1: np.array([text.rstrip("0123456789") for text in districts]),
            2: np.full(len(table), "*"),
        },
    }
    told = k_anonymity(table, ["client"], ["age", "sex", "district"], 5, 30, hierarchies)
    client_of_row = contacts["Client ref"]
    clients = (
        [client_of_row[row] for row in told["index"]]
        if "index" in told
        else [client_of_row[row] for row in told.index]
    )
    told.drop(columns=["client"]).to_csv(HERE / "people.csv", index=False)
    pd.DataFrame({"row": range(1, len(told) + 1), "client": clients}).to_csv(
        HERE / "map.csv", index=False
    )


if __name__ == "__main__":
    main()
