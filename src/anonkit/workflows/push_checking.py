"""A push beside what the platform holds: everything read back, compared, and written as its reconciliation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from anonkit.migration import (
    Account,
    Converted,
    Expectations,
    Reconciliation,
    Target,
    refuse_gaps,
    walk,
)
from anonkit.migration.pushing import (
    FoundSums,
    HeldEntries,
    Ledger,
    Outgoing,
    PushCheck,
    ReadBack,
    Receiver,
    RowSource,
    by_resource,
    observed_account,
    read_back,
    read_target,
    resource_of,
)
from anonkit.model import Identity
from anonkit.workflows.migration_setup import Setup
from anonkit.workflows.reconciliation_report import (
    ReconciliationReport,
    keep_reconciliation,
    predicted_in,
)
from anonkit.workflows.run import Run
from anonkit.workflows.run_facts import RunFacts, keep_facts

_SAMPLE = 20


def check_push(
    this: Run,
    setup: Setup,
    folder: Path,
    facts: RunFacts,
    source: RowSource,
    receiver: Receiver,
    ledger: Ledger,
    tell: Callable[[str], None] = lambda _resource: None,
) -> tuple[ReconciliationReport, ReadBack]:
    """Reads the target list by list and compares every row of the records that the ledger calls written."""
    chance = Random(this.run_id)  # noqa: S311 - a sample
    names = {key: name for name, key in source.directory.get("practitioners", {}).items()}
    sums = FoundSums(setup.target, setup.context.zone, names)
    account, expected = Account(), Expectations(setup.target, setup.context, chance)
    account.add(setup.waiting)
    with HeldEntries(Identity(this.workspace.keys).content_hash) as held:
        read_target(receiver, ledger, held, sums, tell)
        check = PushCheck(receiver, ledger, held)
        waits = _Waiting(ledger, setup.target)

        def rows() -> Iterator[Outgoing]:
            for converted in walk(setup.records, setup.target, setup.context):
                yield from check.watched(source.rows(converted))
                account.add(waits.account_of(converted))
                expected.add_sums(converted)

        read = read_back(rows(), receiver, ledger, _SAMPLE, chance)
        refuse_gaps(account)
        comparisons = check.comparisons(by_resource(expected.sums), sums.total(), read)
    result = Reconciliation(setup.target, account, comparisons, predicted_in(folder), is_push=True)
    report = ReconciliationReport(result, folder, tuple(waits.found), tuple(check.differs))
    keep_facts(this.workspace, folder, replace(facts, waiting=waits.found))
    keep_reconciliation(this, report, facts)
    return report, read


class _Waiting:
    """Rows that wait at the target's door, by tag, and those that were there before."""

    def __init__(self, ledger: Ledger, target: Target) -> None:
        beside = {resource_of(file) for file in target.files if file.extra}
        waiting = (each for each in ledger.waiting() if each[0] not in beside)
        self._why = {tag: reason for _, tag, reason in waiting}
        self._present = ledger.present_tags()
        self._pages = {tag: why for tag, why in self._why.items() if tag.startswith("history#")}
        self.found: dict[str, str] = {}

    def account_of(self, converted: Converted) -> Account:
        """What the partition came to."""
        own = {str(tag) for book in converted.books.values() for tag in book.frame["tag"]}
        why = {tag: self._why[tag] for tag in self._why.keys() & own}
        account = observed_account(converted, {**self._pages, **why}, self._present & own)
        self.found.update(converted.waiting())
        return account
