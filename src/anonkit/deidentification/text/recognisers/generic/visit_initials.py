"""The client as initials, or as a surname with one, at the head of a hurried note."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_HEAD = r"\A[\s*#>!\u2022-]*(?:[SsOoAaPp][ ]?[:)-][ ]?|(?:re|note)[ ]?[:-][ ]?)?"
_VISIT = (
    r"(?=[ ](?:r/v|rv|rev|review(?:ed)?|tx|rx'd|cons(?:ult\w*)?|booked|seen|here|back|in[ ](?:for|"
    r"today|w/|with)|f/?u|came|attended|arrived|dna|rang|called|text(?:ed)?|wants|post|np|new pt)\b)"
)
_NOT_INITIALS = words_of(
    "pt np px nb tel ph fu rv rx tx dx hx mx pm am gp id dna new old re to no ok on in at we he "
    "she her his it is was not was has had vv wa sms fb ig dr mr ms nok all pmh fhx mhx day wk"
)


class VisitInitials(PatternRecogniser):
    """Heads such as "jw r/v", "S: HM cons", "MP TX TODAY", "GRAVES H."."""

    name = "visit_initials"
    entity = "PERSON"
    score = 0.85
    patterns = (
        re.compile(
            rf"{_HEAD}(?P<id>[A-Z]{{2,3}}|[a-z]{{2,3}}|[A-Z]\.[ ]?[A-Z]\.?){_VISIT}", re.IGNORECASE
        ),
        re.compile(
            rf"{_HEAD}(?P<surname>(?P<id>(?:[A-Z][A-Z'-]{{2,}}|[A-Z][a-z'-]{{2,}}|[a-z][a-z'-]{{2,}})"
            r"[ ][A-Za-z])\.)(?=[ ])"
        ),
        re.compile(
            rf"{_HEAD}(?P<lead>(?P<id>[b-hj-kmnopqstvwyz][ ][a-z][a-z'-]{{2,}}))(?=[ ,.:-])"
        ),
        re.compile(
            r"\b(?i:initials?)(?i:[ ](?:are|is|of|only|as|used|just))*[ ]?[:=]?[ ]?[\"']?"
            r"(?P<told>(?P<id>[A-Z]{2,3}|(?:[A-Z]\.){2,3}))(?![\w'])"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """Abbreviations of the clinic are no initials; a word before an initial is a surname."""
        key = fold(re.sub(r"[. ]", "", match.group("id")))
        if "told" in match.groupdict():
            return True
        if "lead" in match.groupdict():
            surname = fold(match.group("id")[2:])
            words = lexicon()
            return words.is_surname(surname) and not words.is_known(surname)
        if "surname" not in match.groupdict():
            is_plain = key in lexicon().function_words or (len(key) > 2 and lexicon().is_known(key))
            return key not in _NOT_INITIALS and not is_plain
        surname = fold(match.group("id").split(" ")[0])
        return lexicon().is_surname(surname) or not lexicon().is_known(surname)
