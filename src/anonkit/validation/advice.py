"""What to do about a finding."""

from __future__ import annotations

_BY_SEVERITY = {
    "critical": "Take the rows out with “anonkit quarantine export”, mend them, and bring them back with "
    "“anonkit quarantine replay”.",
    "warning": "The row went on without the value; mend it at the source and ingest again.",
    "info": "Nothing was changed. Look into it where the number surprises you.",
}
_BY_CODE = {
    "unknown-client": "Find the client with “anonkit find”, add the client's key to the row, and replay it; "
    "or ingest the file of clients that is missing.",
    "waits-with-client": "Mend the client's row; these rows follow by themselves when it is replayed.",
    "under-age": "Check the date of birth against the id seen. A minor's record stays here: it is exported "
    "to them on request and enters no release.",
    "visit-before-birth": "One of the two dates is wrong; compare with the booking and the id seen.",
    "birth-after-visits": "Often a typing slip in the year; compare with the id seen, mend, and replay.",
    "future-birth-date": "Often a two-digit year read in the wrong century, or day and month exchanged.",
    "impossible-date": "Often day and month exchanged; look at the source's date format in its mapping.",
    "treated-after-death": "Check that the record is of the right person before anything else.",
    "duplicate-row": "Nothing is lost: the first copy passed. Look for a file that was handed in twice.",
    "duplicate-key": "Compare the rows; keep the right one and replay it under the key.",
    "missing-lot": "Look the lot up in the stock book: it is needed when a batch is recalled.",
    "implausible-dose": "Often units of one toxin written for another, or a decimal point that got lost.",
    "implausible-phone": "Ask the client; until then reminders will not arrive.",
    "implausible-email": "Ask the client; until then reminders will not arrive.",
    "photo-without-consent": "The photos stay in the record and enter no release until consent is given.",
    "conflicting-statements": "Ask the client what they wish; until then the more restrictive counts.",
    "undated-consent": "Look for the signed form; a flag without a date is never newer than a dated one.",
    "card-number": "Remove it at the source: card data must not be kept with clinical records.",
    "formula-text": "The text stays text here; take care when the source file is opened in a spreadsheet.",
    "garbled-text": "Export again as UTF-8, or name the file's encoding in its mapping.",
}


def advice_for(code: str, severity: str) -> str:
    """One or two sentences for the person who looks after the data."""
    return _BY_CODE.get(code, _BY_SEVERITY[severity])
