"""Names right behind or before a word for kin, friends or partners, in lists or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word

_KIN = words_of(
    "husband wife partner fiance fiancee boyfriend girlfriend bf gf hubby mum mummy mom mam mother "
    "dad daddy father stepmum stepmom stepdad stepmother stepfather son daughter stepson "
    "stepdaughter sister brother sis bro twin aunt auntie aunty uncle cousin niece nephew gran "
    "granny grandma grandpa grandad granddad grandmother grandfather nan nana grandson "
    "granddaughter great-aunt great-uncle godmother godfather godson goddaughter friend mate "
    "neighbour neighbor colleague coworker roommate flatmate housemate carer fella feller bloke missus "
    "bairn wean lad lass bestie bff landlord landlady lodger nanny babysitter childminder bridesmaid "
    "groom bride tenant boss manager supervisor coach trainer hairdresser barber stylist driver "
    "cleaner housekeeper chaperone interpreter translator assistant secretary receptionist gran'pa "
    "abuela abuelo tia tio tía tío prima primo hermana hermano suegra suegro comadre compadre madrina "
    "padrino novio novia esposo esposa mamgu tadcu taid nain oma opa nonna nonno yiayia pappou babcia "
    "dziadek baba bhabhi bhaiya didi masi khala chacha chachi mamu dadi nani amma appa akka oppa unnie "
    "halmoni lola lolo ate kuya tita tito pops papa mama mamma momma daddy stepbrother stepsister "
    "half-sister half-brother sister-in-law brother-in-law mother-in-law father-in-law son-in-law "
    "daughter-in-law great-aunt great-niece godson goddaughter fiancé fiancée widow widower spouse ex"
)
_AFTER_OWNER = words_of("da ma pa oh dh hubs hub mrs")
_OWNERS = words_of("her his my their your our the pt's client's patient's")
_CAME = words_of(
    "came comes drove drives rang texted called phoned waited waits says said asked wants collected "
    "paid booked emailed told joined sat held fainted cried laughed translated interpreted brought"
)
_NOT_NAMES = words_of(
    "also both attended coming came picking waiting collecting driving drove with without here "
    "present outside aware happy wants wanted same had has was is will would can could may might "
    "did does says said asked asking called rang texted and or in on at to from for of who whose "
    "in-law died passed unwell ill sick away abroad home works worked lives lived thinks bought "
    "recommended support supportive involved nearby today tomorrow yesterday again only now then "
    "not keen seen told helps helped paying paid pays about because during getting going visiting "
    "having uses used loves likes knows hates next last gone got never always still too if when "
    "my her his their our your whom"
)
_TENSES = re.compile(r"(?:ing|ed)$")
_CLOSE = re.compile(r"^ (?:called |named |is called )?[\"'(]?$|^, $|^: ?$")
_KIN_AFTER = re.compile(r"^ ?\($")


class KinName:
    """A name after "partner", "son", "best friend" or before "(mum)", though no list has it."""

    name = "kin_name"
    entity = "PERSON"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every such name with its surname."""
        for word in note.words:
            if word.key not in _KIN and not self._is_owned(note, word):
                continue
            after, before = note.word(word.index + 1), note.word(word.index - 1)
            if after is not None and not word.possessive and self._may_follow(note, word, after):
                yield self._finding(after, _last(note, after))
            if before is not None and _may_own(note, word, before):
                yield self._finding(before, before)

    @staticmethod
    def _is_owned(note: Note, word: Word) -> bool:
        """Short words for kin that mean other things unless somebody's: "her da Frank"."""
        before = note.word(word.index - 1)
        if word.key == "worker":
            return before is not None and before.key == "co"
        return word.key in _AFTER_OWNER and before is not None and before.key in _OWNERS

    @staticmethod
    def _may_follow(note: Note, kin: Word, after: Word) -> bool:
        if not _CLOSE.match(after.gap) or after.key in _NOT_NAMES | _KIN:
            return False
        if after.gap == ", " and not after.is_capital:
            return False
        if after.is_capital and kin.shape != "upper":
            return _is_named(after) or (after.gap == " " and _is_borne(after))
        return _is_new(after) or _does(note, after)

    def _finding(self, first: Word, last: Word) -> Finding:
        return Finding(first.start, last.end, self.entity, self.name, CONTEXT, "context")


def _does(note: Note, word: Word) -> bool:
    """Whether a word somebody bears is followed by what people do: "roommate fox came along"."""
    words = lexicon()
    is_borne = words.is_forename(word.key) or words.is_surname(word.key)
    after = note.word(word.index + 1)
    if not is_borne or len(word.key) < 3 or word.key in words.function_words:
        return False
    return after is not None and after.gap == " " and after.key in _CAME


def _is_of_name(note: Note, word: Word) -> bool:
    """Whether a word before a relation is a name with its s but no stroke: "liams mam"."""
    words = lexicon()
    key = word.key
    if len(key) < 4 or key[-1] != "s" or word.possessive or words.is_clinical(key):
        return False
    stem = key[:-1]
    if (
        stem in words.function_words
        or stem in cues.RELATIONS
        or stem in ("pt", "client", "patient")
    ):
        return False
    if words.is_forename(stem) and not words.is_known(stem):
        return True
    before = note.word(word.index - 1)
    is_named = before is not None and words.is_forename(before.key) and word.gap == " "
    return not words.is_known(key) and not words.is_known(stem) and (word.is_capital or is_named)


def _may_own(note: Note, kin: Word, before: Word) -> bool:
    """Whether the word before a relation names whose it is, in brackets or with a bare s."""
    if _KIN_AFTER.match(kin.gap) and _may_precede(before):
        return True
    return kin.gap == " " and _is_of_name(note, before)


def _may_precede(word: Word) -> bool:
    """Whether a word before "(mum)" may be a name: a new word, or a capital that is borne."""
    is_borne = word.is_capital and lexicon().is_forename(word.key)
    return _is_new(word) or (is_borne and not lexicon().is_clinical(word.key))


def _is_named(word: Word) -> bool:
    """Whether a capital may be a name: no number, no word that only grammar needs."""
    words = lexicon()
    is_plain = word.key in words.function_words or words.is_clinical(word.key)
    return word.shape != "number" and len(word.key) > 1 and not is_plain and _is_new(word)


def _is_borne(word: Word) -> bool:
    """Whether a capital is a first name, or a surname that the clinic does not use."""
    words = lexicon()
    if words.is_forename(word.key):
        return True
    is_plain = words.is_clinical(word.key) or word.key in words.function_words | cues.ORG_HEADS
    return word.shape == "capital" and words.is_surname(word.key) and not is_plain


def _is_new(word: Word) -> bool:
    """Whether a word is none of the language and none of the clinic."""
    words = lexicon()
    key = word.key
    if word.shape == "number" or len(key) < 3 or key in _NOT_NAMES or key in cues.CREDENTIALS:
        return False
    if "'" in key and not words.is_clinical(key):
        # A stroke inside a word parts it in the list of words: "ze'ev", "d'andre".
        return key.split("'", 1)[1] not in ("s", "ll", "d", "ve", "re", "t", "m")
    return not words.is_known(key)


def _last(note: Note, first: Word) -> Word:
    """A surname may follow though it be a word: "katherine frost picking up"."""
    after = note.word(first.index + 1)
    if after is None or after.gap != " " or first.possessive or after.key in _NOT_NAMES:
        return first
    words = lexicon()
    if words.is_clinical(after.key) or after.key in words.function_words or len(after.key) < 3:
        return first
    if after.is_capital and first.is_capital and first.shape == after.shape == "capital":
        return after
    is_surname = words.is_surname(after.key) and not _TENSES.search(after.key)
    if is_surname and after.key not in cues.SPEECH_AFTER | cues.SPEECH_BEFORE | cues.RELATIONS:
        return after
    is_alike = after.shape == first.shape
    return after if is_alike and not words.is_known(after.key) else first
