"""HOW-TO-OPEN.txt: what lies beside a locked file, for somebody who has never heard of age."""

from __future__ import annotations

from anonkit.portability.context import ExportContext
from anonkit.portability.lock import ForKeys, ForPassphrase

_HEAD = """HOW TO OPEN THIS RECORD
=======================

This folder holds a record that {clinic} made on {day}.
It is in one locked file:

    {file}

Nobody can read it without {secret}.

"""
_BY_WORDS = """You need two things:

1.  THE PASSPHRASE. The clinic gives it to you in another way than this file:
    by phone, by letter or in person. It is six made-up words with dashes
    between them, in small letters. If you do not have it, ask the clinic:
    {contact}

2.  A FREE PROGRAM that opens "age" files. age is an open standard for locked
    files (https://age-encryption.org). Any of these will do:
      - On Windows, macOS or Linux: "age" itself, from age-encryption.org.
        On a Mac with Homebrew: brew install age
        On Windows 10 or 11: winget install FiloSottile.age
        On Debian or Ubuntu: sudo apt install age
      - Another program that reads age files, such as rage.

"""
_BY_KEY = """You need two things:

1.  YOUR PRIVATE KEY: the file that belongs to the public key you gave the
    clinic. It begins with AGE-SECRET-KEY, or it is your SSH key.

2.  THE PROGRAM "age" (https://age-encryption.org), or another that reads age
    files, such as rage.

"""
_STEPS_WITH_WORDS = """Then:

  a.  Open a terminal in this folder. On Windows: hold Shift, right-click in
      the folder, choose "Open in Terminal". On a Mac: right-click the folder,
      choose Services, "New Terminal at Folder".
  b.  Type this line, press Enter, and type the passphrase when asked:

          age --decrypt --output {zip} {file}

"""
_STEPS_WITH_KEY = """Then type, in a terminal in this folder:

          age --decrypt --identity YOUR-KEY-FILE --output {zip} {file}

"""
_TAIL = """  c.  Open {zip} with a double click, and take everything out of it
      ("Extract all").
  d.  Open the folder "data" and double-click START-HERE.html.

What comes out is your own medical record in the clear. Keep it where only you
can read it, and delete the copies you no longer need.

If it does not work, the clinic has to help you. {contact}
"""


def opening_instructions(
    context: ExportContext, file_name: str, lock: ForKeys | ForPassphrase
) -> str:
    """The instructions that lie beside a locked file; they name nobody but the clinic."""
    by_key = isinstance(lock, ForKeys)
    parts = (
        (_HEAD, _BY_KEY, _STEPS_WITH_KEY, _TAIL)
        if by_key
        else (_HEAD, _BY_WORDS, _STEPS_WITH_WORDS, _TAIL)
    )
    clinic = context.clinic
    contact = (
        clinic.privacy_contact
        or ", ".join(each for each in (clinic.phone, clinic.email) if each)
        or clinic.name
    )
    return "".join(parts).format(
        clinic=clinic.name,
        day=context.made_on,
        file=file_name,
        zip=file_name.removesuffix(".age"),
        secret="your private key" if by_key else "the passphrase",
        contact=contact,
    )
