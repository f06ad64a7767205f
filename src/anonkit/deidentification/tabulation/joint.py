"""Tables that are tied in a ring: what no line of one table shows, and all of them together do.

Tables by A and B and by A and C share the margin by A, and lines see all that follows. With a third by B and
C they close a ring, and more follows than any line shows: then the cells by A, B and C are looked at too,
though nobody publishes them.
"""

from __future__ import annotations

from collections.abc import Sequence

from anonkit.deidentification.tabulation.design import Dimension, TableDesign


def joint_tables(designs: Sequence[TableDesign]) -> list[tuple[Dimension, ...]]:
    """The dimensions of rings among the tables, to be looked at together; none where there is no ring."""
    by_name = {d.name: d for design in designs for d in design.by}
    left = _without_ears([{d.name for d in design.by} for design in designs])
    names = sorted(set().union(*left)) if len(left) > 1 else []
    return [tuple(by_name[name] for name in names)] if names else []


def _without_ears(edges: list[set[str]]) -> list[set[str]]:
    """What stays when tables are taken off that hang on by what one other table shares (Graham; Yu, Özsoyoğlu)."""
    edges = [set(edge) for edge in edges if edge]
    while True:
        before = sorted(map(sorted, edges))
        for edge in edges:
            for name in list(edge):
                if sum(name in other for other in edges) == 1:
                    edge.discard(name)
        kept: list[set[str]] = []
        for place, edge in enumerate(edges):
            others = kept + edges[place + 1 :]
            if edge and not any(edge <= other for other in others):
                kept.append(edge)
        edges = kept
        if sorted(map(sorted, edges)) == before:
            return edges
