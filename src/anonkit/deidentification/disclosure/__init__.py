"""How much a release would tell: classes of people alike, measures over them, and their enforcement."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.disclosure.conditions import Wanted as Wanted
    from anonkit.deidentification.disclosure.diversity import Diversity as Diversity
    from anonkit.deidentification.disclosure.enforcement import Enforcement as Enforcement
    from anonkit.deidentification.disclosure.enforcement import enforce_k as enforce_k
    from anonkit.deidentification.disclosure.equivalence import Classes as Classes
    from anonkit.deidentification.disclosure.equivalence import counted_people as counted_people
    from anonkit.deidentification.disclosure.equivalence import (
        equivalence_classes as equivalence_classes,
    )
    from anonkit.deidentification.disclosure.local_recoding import LocalRecoding as LocalRecoding
    from anonkit.deidentification.disclosure.local_recoding import recode_locally as recode_locally
    from anonkit.deidentification.disclosure.measures import (
        DisclosureMeasures as DisclosureMeasures,
    )
    from anonkit.deidentification.disclosure.measures import k_anonymity as k_anonymity
    from anonkit.deidentification.disclosure.measures import l_diversity as l_diversity
    from anonkit.deidentification.disclosure.measures import measure as measure
    from anonkit.deidentification.disclosure.measures import t_closeness as t_closeness
    from anonkit.deidentification.disclosure.note_facts import NoteFacts as NoteFacts
    from anonkit.deidentification.disclosure.note_facts import facts_in_notes as facts_in_notes
    from anonkit.deidentification.disclosure.note_facts import without_facts as without_facts
    from anonkit.deidentification.disclosure.note_facts import words_told as words_told
    from anonkit.deidentification.disclosure.small_classes import HardToHide as HardToHide
    from anonkit.deidentification.disclosure.small_classes import hard_to_hide as hard_to_hide
    from anonkit.deidentification.disclosure.small_classes import (
        shape_of_hard_to_hide as shape_of_hard_to_hide,
    )
    from anonkit.deidentification.disclosure.trajectories import GrainChoice as GrainChoice
    from anonkit.deidentification.disclosure.trajectories import finest_grain as finest_grain
    from anonkit.deidentification.disclosure.trajectories import (
        trajectory_unicity as trajectory_unicity,
    )
    from anonkit.deidentification.disclosure.unicity import (
        unicity_of_subsets as unicity_of_subsets,
    )

_HOME_BY_NAME = {
    "Classes": "equivalence",
    "counted_people": "equivalence",
    "equivalence_classes": "equivalence",
    "Diversity": "diversity",
    "HardToHide": "small_classes",
    "hard_to_hide": "small_classes",
    "shape_of_hard_to_hide": "small_classes",
    "DisclosureMeasures": "measures",
    "k_anonymity": "measures",
    "l_diversity": "measures",
    "measure": "measures",
    "t_closeness": "measures",
    "unicity_of_subsets": "unicity",
    "Enforcement": "enforcement",
    "Wanted": "conditions",
    "enforce_k": "enforcement",
    "LocalRecoding": "local_recoding",
    "recode_locally": "local_recoding",
    "GrainChoice": "trajectories",
    "finest_grain": "trajectories",
    "trajectory_unicity": "trajectories",
    "NoteFacts": "note_facts",
    "facts_in_notes": "note_facts",
    "without_facts": "note_facts",
    "words_told": "note_facts",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
