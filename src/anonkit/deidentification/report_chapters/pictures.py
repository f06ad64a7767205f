"""The pictures of a report: class sizes, risk against usefulness, what each protection cost."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from anonkit.deidentification.release_gate import DisclosureFindings
from anonkit.deidentification.report_chapters.telling_counts import told_class_sizes
from anonkit.deidentification.report_facts import CostLine, ReportFacts, TriedChoice
from anonkit.pages import bar_chart, histogram, trade_off


def pictures(findings: DisclosureFindings, facts: ReportFacts) -> dict[str, Markup]:
    """By name: the charts of this report; those without anything to show are left out."""
    drawn = {
        "class_sizes": _class_sizes(findings),
        "class_choices": _choices("How finely people are told, and the risk", facts.class_choices),
        "course_choices": _choices(
            "How finely courses are told, and the risk", facts.course_choices
        ),
        "costs": _costs(facts.costs),
    }
    return {name: chart for name, chart in drawn.items() if chart is not None}


def _class_sizes(findings: DisclosureFindings) -> Markup:
    sizes = told_class_sizes(findings.measures.class_sizes, findings.k_wanted)
    bins = [(name, float(n)) for name, n in sizes.items() if isinstance(n, int)]
    return histogram("People by how many others look the same", bins, unit="people")


def _choices(title: str, tried: Sequence[TriedChoice]) -> Markup | None:
    if len(tried) < 2:
        return None
    points = [(choice.kept, choice.risk, choice.is_chosen) for choice in tried]
    return trade_off(title, points, across="detail kept", up="risk")


def _costs(costs: Sequence[CostLine]) -> Markup | None:
    items = [(line.what, round(100 * line.lost, 1)) for line in costs]
    return bar_chart("Detail that is not told", items, unit="%", full=100.0) if items else None
