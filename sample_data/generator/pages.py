"""Typeset PDF pages: charts, consents and forms with a text layer."""

import typst

_TEMPLATE = """#set document(title: {title}, date: none)
#set page(width: 148mm, height: 210mm, margin: 14mm)
#set text(font: "Libertinus Serif", size: 9.5pt)
#text(size: 12pt)[#{clinic}] \\
#text(fill: gray)[#{subtitle}]
#line(length: 100%)
#table(columns: (32mm, 1fr), stroke: none, inset: 2pt, {facts})
#line(length: 100%)
{body}
#v(6mm)
#text(fill: gray)[#{foot}]
"""


def _quoted(text: str) -> str:
    """A Typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def page(clinic: str, subtitle: str, facts: dict[str, str], body: str, foot: str) -> bytes:
    """A PDF of one form: clinic, title, facts about the client, text, last line."""
    cells = ", ".join(f"[#{_quoted(k)}], [#{_quoted(v)}]" for k, v in facts.items())
    paragraphs = "\n\n".join(f"#{_quoted(line)}" for line in body.split("\n") if line.strip())
    source = _TEMPLATE.format(
        title=_quoted(subtitle), clinic=_quoted(clinic), subtitle=_quoted(subtitle), facts=cells,
        body=paragraphs, foot=_quoted(foot),
    )  # fmt: skip
    return bytes(typst.compile(source.encode(), format="pdf", ignore_system_fonts=True))
