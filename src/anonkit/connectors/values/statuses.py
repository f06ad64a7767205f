"""One vocabulary for what every platform calls by its own words; the original stays beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from anonkit.connectors.values.context import ParseContext

_APPOINTMENT = {
    "booked": "booked new created reserved scheduled requested accepted reserviert gebucht réservé reservada",
    "confirmed": "confirmed bestätigt confirmé confirmada",
    "pending": "pending tentative waiting|list awaiting|confirmation waitlist hold ausstehend",
    "arrived": "arrived checked|in started in|progress ready|to|start waiting show running|late angekommen",
    "completed": "completed complete attended done fulfilled finished closed service|completed paid final "
    "checked|out abgeschlossen terminé completada",
    "cancelled": "cancelled canceled cancel deleted removed cancelled|by|customer cancelled|by|seller "
    "rescheduled storniert abgesagt annulé cancelada",
    "late cancelled": "late|cancelled late|canceled latecancelled late|cancellation late|cancel",
    "declined": "declined rejected abgelehnt refusé",
    "no show": "no|show noshow did|not|arrive did|not|attend did|not|show dna not|attended missed fta "
    "nicht|erschienen absent",
    "archived": "archived",
    "unknown": "none unknown not|specified",
}
_CONSENT = {
    "given": "yes y true 1 subscribed opted|in opt|in given consented granted agreed ja oui sí si",
    "refused": "no n false 0 refused declined opted|out opt|out not|subscribed nein non",
    "withdrawn": "unsubscribed withdrawn revoked",
    "expired": "expired lapsed",
    "unknown": "unknown never|subscribed not|set no|subscription|status pending null none not|specified",
}
_PAYMENT = {
    "sale": "sale paid completed closed open unpaid partially|paid part|paid invoice charge",
    "refund": "refund refunded partially|refunded credit|note",
    "reversal": "void voided reversal reversed cancelled canceled chargeback",
    "deposit": "deposit prepayment",
    "adjustment": "adjustment adjusted write|off written|off",
}


def _words(spellings: Mapping[str, str]) -> Mapping[str, str]:
    return {
        word.replace("|", " "): canonical
        for canonical, text in spellings.items()
        for word in text.split()
    }


_APPOINTMENT_BY_WORD = _words(_APPOINTMENT)
_CONSENT_BY_WORD = _words(_CONSENT)
_PAYMENT_BY_WORD = _words(_PAYMENT)


def parse_appointment_status(text: str, context: ParseContext) -> str:
    """The state of a booking; ``unknown`` and told where no platform is known to say so."""
    return _found(text, _APPOINTMENT_BY_WORD, "unknown", context)


def is_status_word(text: str) -> bool:
    """Whether a platform is known to call a state of a booking so."""
    return _plain(text) in _APPOINTMENT_BY_WORD


def parse_consent_state(text: str, context: ParseContext) -> str:
    """What was said; what is no clear word stays ``unknown``, never yes."""
    return _found(text, _CONSENT_BY_WORD, "unknown", context)


def parse_payment_kind(text: str, context: ParseContext) -> str:
    """Sale, refund, reversal, deposit or adjustment; a sale, and told, where the word is new."""
    return _found(text, _PAYMENT_BY_WORD, "sale", context)


def _found(text: str, by_word: Mapping[str, str], otherwise: str, context: ParseContext) -> str:
    plain = _plain(text)
    if plain not in by_word:
        context.note("unlisted-word")
    return by_word.get(plain, otherwise)


def _plain(text: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.strip())
    return " ".join(re.sub(r"[^\w]|_", " ", spaced.casefold()).split())
