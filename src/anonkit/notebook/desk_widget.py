"""The review desk as a widget of JupyterLab; the page is `desk.js`, the work is done in `desk_state`."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from anonkit.errors import SettingsError
from anonkit.notebook.desk_state import DeskState
from anonkit.notebook.revealing import reveal_allowed
from anonkit.pages.displays import stylesheet
from anonkit.workflows.reviewing import Review

_HERE = Path(__file__).parent


def desk(review: Review) -> Any:
    """The desk for the last line of a cell; `GateClosed` where what it shows could be saved. Audited."""
    if find_spec("anywidget") is None:
        raise SettingsError("The desk needs the extra lab; install it: pip install 'anonkit[lab]'")
    reveal_allowed()
    review.audit("reveal", {"texts": len(review.items), "reason": "review"})
    return _widget(DeskState(review))


def _widget(state: DeskState) -> Any:
    import anywidget  # noqa: PLC0415 - of the extra lab
    import traitlets  # noqa: PLC0415

    class Desk(anywidget.AnyWidget):
        """One item at a time; what the page does comes as messages, what it shows goes as one dict."""

        _esm = (_HERE / "desk.js").read_text(encoding="utf-8")
        _css = f"{stylesheet()}\n{(_HERE / 'desk.css').read_text(encoding='utf-8')}"
        shown = traitlets.Dict().tag(sync=True)

    widget = Desk(shown=state.shown())

    def answer(_: Any, content: Any, __: Any) -> None:
        if isinstance(content, dict):
            widget.shown = state.handle(content)

    widget.on_msg(answer)
    return widget
