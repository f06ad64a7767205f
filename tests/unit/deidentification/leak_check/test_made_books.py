"""The books of an index are made once, and anew when it has grown."""

from __future__ import annotations

from anonkit.deidentification.leak_check.index import FullName, IdentifierIndex
from anonkit.deidentification.leak_check.made_books import books_of
from anonkit.deidentification.leak_check.search import Searcher


def _index() -> IdentifierIndex:
    return IdentifierIndex(
        recorded={("email", "mara.quill@example.org")},
        full_names={FullName(("mara",), (), ("quill",))},
    )


def test_views_with_other_cases_share_their_books() -> None:
    """Checks of one release against other cases do not make the books again."""
    index = _index()
    assert books_of(index) is not None
    assert books_of(index)[0] is books_of(index.with_cases({"one": ["a"]}))[0]


def test_an_index_that_has_grown_is_read_again() -> None:
    """What was added after the first search is found by the next."""
    index = _index()
    assert not Searcher(index).search("write to olu.dane@example.org")
    index.recorded.add(("email", "olu.dane@example.org"))
    assert [hit.kind for hit in Searcher(index).search("write to olu.dane@example.org")] == [
        "email"
    ]


def test_another_index_of_the_same_size_has_books_of_its_own() -> None:
    """Books are never those of another clinic."""
    first, second = _index(), IdentifierIndex(recorded={("email", "olu.dane@example.org")})
    second.full_names.add(FullName(("olu",), (), ("dane",)))
    assert Searcher(first).search("mara.quill@example.org")
    assert not Searcher(second).search("mara.quill@example.org")
