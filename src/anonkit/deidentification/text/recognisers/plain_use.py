"""Names that are also words, where their neighbours make words of them."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note, Word

_COLOURS = "violet amber rose olive jade ruby scarlet coral hazel ebony ginger heather lavender"
_VIRTUES = "patience joy hope faith grace mercy clarity constance prudence"
_HUES = (
    r"red|pink|brown|blue|white|black|gold|gr[ae]y|purple|yellow|green|orange|tan|bronze|cream|"
    r"coloured|colored|colou?r|hued?|tint(?:ed)?|tinge[d]?|ish|tone[d]?|undertones?|shade|skin"
)
_SKIN = (
    r"background|halo|discolou?ration|light|lens|papules?|plaques?|patch(?:es)?|stain(?:ing)?|"
    r"accentuation|glow|filter|bruis\w+|flush\w*|spots?|macules?|scars?|marks?|pigment\w*|gold|quartz|"
    r"toner|water|oil|mist|petals?|hips?"
)
_AFTER = {
    **dict.fromkeys(
        _COLOURS.split(), rf"[ ]?[/-][ ]?[a-z]|,? (?:{_HUES}|{_SKIN})\b|, [a-z]+-[a-z]+ed\b"
    ),
    **dict.fromkeys(
        _VIRTUES.split(),
        r" (?:needed|advised|required|urged|please|is key|for the best|to see|to treat|of|for|that|"
        r"to|this|it'?s|all|not|so)\b(?! (?:call|ring|text|email|review|chase|book|send|collect)\b)",
    ),
    "drew": r" (?:up|off|\d+|blood|bloods|labs?|the|a|lines?|round|around|on|out)\b",
    "miles": r" (?:better|away|off|from|apart|happier|improved|worse|out|too|per|ahead|more|less)\b",
    "daily": r" [A-Za-z]",
    "bill": r" (?:goes|to|sent|paid|for|is \u00a3|was \u00a3|\u00a3|\$|\d|under|code[ds]?|separately|ins)",
    "burns": r"(?=[ ,.;:/)]|$)",
    "jacks": r"(?=[ ,.;:/)+]|$)",
    "dawn": r"(?:-ish| light| phenomenon| of| till| to dusk)",
    "wise": r"[ -](?:pattern|mark|keyhole|reduction|choice|to|idea|not|given|if)",
    "sue": r"(?! [a-z]+(?:ed|s)\b)",
    "rich": r",? (?:in|cream|balm|moisturi\w+|texture|mask|oily|sallow|skin|diet|tan|colou?r)\b",
    "mark": r" (?:up|out|each|with|lateral|medial|sites?|points?|\d)",
    "may": r" (?:be|get|need|not|have|feel|see|bruise|swell|want|take|require|also|still|well|burn|sting|itch|"
    r"peel|scab|weep|crust|ache|last|drop|spread|help|come|go|return|try|add|top|reduce|increase|repeat|"
    r"switch|cause|fade|darken|flare|sting|look|continue|consider|use|start|stop|vary|wear)\b",
    "bristol": r" (?:stool|chart|scale|type|[1-7]\b)",
    "frank": r" (?:pus|blood|bleed\w*|necrosis|ischa?emia|discussion|chat|infection|discharge|talk)\b",
    "penny": r" (?:dropped|drops|sized|has dropped|size)\b",
    "pearl": r"(?:[ -](?:sized?|drops?|like))\b",
    "summer": r"(?:'s|s)? (?:tan|hols?|holiday|sun|break|glow|skin|months?|heat|only|off|special|offer)\b",
}
_TAILS = {key: re.compile(tail, re.IGNORECASE) for key, tail in _AFTER.items()}
_BEFORE = {
    "burns": r"\b(?:superficial|partial|thickness|sun|steam|laser|chemical|friction|minor|degree|no|any|"
    r"small|flash|old|deep|causes?|and|or|from|2nd|1st|it|still|of)[ /-]$",
    "jacks": r"\b(?:jumping|star)[ -]$",
    "sue": r"\b(?:to|will|would|could|may|might|gonna|can)[ ]$",
    "miles": r"(?:^|[\d.!?;\n][ ]?|\b(?:walks?|runs?|ran|walked|few|many|for|by|k|lives?)[ ])$",
    "may": r"(?:^|[.!?;,\n][ ]?|[a-z] )$",
}
_HEADS = {key: re.compile(head, re.IGNORECASE) for key, head in _BEFORE.items()}


def is_plain_use(note: Note, word: Word) -> bool:
    """Whether a name stands as the word it also is: "Amber/brown", "Miles better", "to sue"."""
    tail = _TAILS.get(word.key)
    if tail is None or word.possessive or not tail.match(note.text[word.end : word.end + 28]):
        return False
    if word.shape == "capital" and not word.opens and not _opens_part(word):
        return word.key in ("wise", "bristol")
    head = _HEADS.get(word.key)
    return head is None or bool(head.search(note.text[max(0, word.start - 16) : word.start]))


def _opens_part(word: Word) -> bool:
    """Whether a stop of any kind parts it from the word before."""
    return any(mark in word.gap for mark in ".,;:!?(\n")
