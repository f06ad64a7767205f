"""HOW-TO-OPEN.txt: what lies beside a locked file, for somebody who has never heard of age."""

from __future__ import annotations

from collections.abc import Sequence

from anonkit.portability.context import ExportContext
from anonkit.portability.lock import ForKeys, ForPassphrase

_HEAD = """HOW TO OPEN THIS RECORD
=======================

This folder holds a record that {clinic} made on {day}.
Nobody can read it without {secret}.

"""
_BY_WORDS = """THE PASSPHRASE comes to you in another way than this file: by phone, by
letter or in person. It is six made-up words with dashes between them, in
small letters. If you do not have it, ask the clinic:
{contact}

"""
_PAGE = """ON A PHONE, A TABLET OR ANY COMPUTER: THE PAGE

    {page}

1.  Open the file in a browser (Safari, Chrome, Edge, Firefox, Samsung
    Internet). On a computer a double click does it. If a phone shows only a
    preview, use "Share" or "Open with" and choose the browser.
2.  Type the passphrase and press "Open the record". Nothing is sent anywhere;
    it works without the internet.
3.  "Save everything" gives you all files as one ZIP file without a lock.

WITH A ZIP PROGRAM: THE SAME RECORD, THE SAME PASSPHRASE

    {zip}

"""
_ZIP_ALONE = """The record is too large for a page and is in one locked ZIP file:

    {zip}

"""
_ZIP = """1.  Its lock is AES-256. The ZIP windows of Windows and macOS do not open that;
    these free programs do: 7-Zip or NanaZip (Windows), Keka or The Unarchiver
    (Mac, iPhone), p7zip or File Roller (Linux), ZArchiver or RAR (Android).
2.  Open it and type the passphrase. Inside is one ZIP file.
"""
_BY_KEY = """It is in one locked file:

    {zip}

You need YOUR PRIVATE KEY, the file that belongs to the public key you gave the
clinic (it begins with AGE-SECRET-KEY, or it is your SSH key), and the free
program "age" (https://age-encryption.org) or another that reads age files,
such as rage. Type, in a terminal in this folder:

    age --decrypt --identity YOUR-KEY-FILE --output {inner} {zip}

"""
_TAIL = """
Open {inner} with a double click and take everything out of it ("Extract all").
Open the folder "data" and double-click START-HERE.html.

What comes out is a medical record in the clear. Keep it where only you can
read it, and delete the copies you no longer need.
{signed}
If it does not work, the clinic has to help you. {contact}
"""
_SIGNED = """
The clinic signed the record. The fingerprint of its key is
    {fingerprint}
"""


def opening_instructions(
    context: ExportContext, files: Sequence[str], lock: ForKeys | ForPassphrase
) -> str:
    """The instructions that lie beside a locked record; they name nobody but the clinic.

    `files` are the locked file, and the page where there is one.
    """
    locked, *pages = files
    if isinstance(lock, ForKeys):
        parts = [_HEAD, _BY_KEY, _TAIL]
    else:
        parts = [_HEAD, _BY_WORDS, _PAGE if pages else _ZIP_ALONE, _ZIP, _TAIL]
    clinic = context.clinic
    contact = (
        clinic.privacy_contact
        or ", ".join(each for each in (clinic.phone, clinic.email) if each)
        or clinic.name
    )
    signed = _SIGNED.format(fingerprint=context.fingerprint) if context.fingerprint else ""
    return "".join(parts).format(
        clinic=clinic.name,
        day=context.made_on,
        page="".join(pages),
        zip=locked,
        inner=f"client-record-{context.case}.zip",
        secret="your private key" if isinstance(lock, ForKeys) else "the passphrase",
        signed=signed,
        contact=contact,
    )
