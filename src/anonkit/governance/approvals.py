"""Who may sign a release, and what they declare: a name, a role, a statement, a second person where asked.

Sources: 45 CFR 164.514(b)(2)(ii) for the US statement; UK GDPR Art 5(2) and 24 for the controller's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from anonkit.errors import GateClosed, SettingsError

STATEMENTS = {
    "us": (
        "I have no actual knowledge that this information could be used, alone or together with other "
        "information, to identify any person in it."
    ),
    "uk": (
        "For the controller: I have read the report on this release, I hold the chance that anyone in it is "
        "identified to be sufficiently remote in the hands of the recipient named, and I decide that it may be "
        "handed over under the terms stated."
    ),
}
_LONGEST = 80


def signer(words: str, what: str) -> str:
    """A name or role as it is signed with; `SettingsError` where there is none."""
    told = " ".join(unicodedata.normalize("NFC", words).split())
    if len(told) < 2 or len(told) > _LONGEST or not told.isprintable():
        raise SettingsError(
            f"A signature needs a {what} of 2 to {_LONGEST} letters; give it with --{_OPTION[what]}."
        )
    return told


_OPTION = {"name": "by", "role": "role"}


def refuse_same_person(name: str, earlier: Sequence[str]) -> None:
    """`GateClosed` where the one who signs has signed already: two signatures are two people's."""
    if _folded(name) in {_folded(one) for one in earlier}:
        raise GateClosed(
            "This release asks for two people, and both signatures are by the same one; "
            "ask somebody else to read the report and sign with `anonkit approve`."
        )


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
