"""Keeps the public suffix list from being fetched: Presidio's e-mail recogniser would."""

from __future__ import annotations

import tldextract
import tldextract.tldextract

_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def stay_offline() -> None:
    """Makes every later use of tldextract read the list that ships with it."""
    tldextract.extract = _EXTRACTOR  # type: ignore[assignment]
    tldextract.tldextract.TLD_EXTRACTOR = _EXTRACTOR
