"""What every result has: a page's fragment in a notebook, its lines on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markupsafe import Markup


class Displayed:
    """A result that shows itself; what it shows is counts, places and kinds, never a client's value."""

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        raise NotImplementedError

    def lines(self) -> list[str]:
        """For a person on a terminal."""
        raise NotImplementedError

    def charts(self) -> Sequence[Markup]:
        """Pictures that go before the figures; none by default."""
        return ()

    def _repr_html_(self) -> str:
        from anonkit.pages.displays.report import report_display  # noqa: PLC0415 - templates load when shown

        return str(report_display(self.as_dict(), charts=self.charts()))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        del cycle
        printer.text("\n".join(self.lines()))
