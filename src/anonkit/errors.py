"""The exceptions of anonkit.

AnonkitError
├─ SettingsError            a YAML file or an argument: where, what was found, what would do
│  ├─ PolicyError           undecided or unknown fields, all of them
│  └─ MappingError
├─ WorkspaceError           a workspace that is missing, foreign or damaged
│  ├─ WorkspaceBusy         another run holds the lock
│  └─ KeyUnavailable        no key, or one that others can read
├─ ConnectorError
│  ├─ SourceUnreadable      a file that cannot be read at all
│  ├─ TransientError        worth another try
│  └─ PermanentError        is not
├─ ValidationError          suites that cannot be loaded or run whole
├─ GateClosed               nothing went through
│  ├─ ConsentMissing
│  ├─ RequestNotAuthorised
│  ├─ AnonymityNotReached   k wanted, k reached
│  ├─ LeakFound             where, how many; never what
│  └─ MarkedInput           what was released may not come in again
├─ WaitsForPerson           nothing is wrong, but somebody has to decide
├─ IntegrityError           a chain, a digest or a seal that does not hold
├─ ReconciliationMismatch   table, field, count
├─ OutputExists             the place asked for is not empty
└─ NoRoomLeft               the disk is full, or takes no file as large

A message says what happened, where, and what to do next. It never holds a client's value.
"""

from __future__ import annotations


class AnonkitError(Exception):
    """The root: one ``except`` catches everything that is ours."""


class SettingsError(AnonkitError):
    """A settings file or an argument cannot be used as it stands."""


class PolicyError(SettingsError):
    """A policy leaves fields undecided, or names what does not exist."""


class MappingError(SettingsError):
    """A mapping names columns, tables or fields that do not exist."""


class WorkspaceError(AnonkitError):
    """A workspace is missing, belongs to another key, or is damaged."""


class WorkspaceBusy(WorkspaceError):
    """Another run holds the workspace's lock."""


class KeyUnavailable(WorkspaceError):
    """The workspace's keys cannot be had, or are not safe to use."""


class ConnectorError(AnonkitError):
    """A source or a target could not be used."""


class SourceUnreadable(ConnectorError):
    """A source file cannot be read at all."""


class TransientError(ConnectorError):
    """A source or target failed in a way that is worth another try."""


class PermanentError(ConnectorError):
    """A source or target failed in a way that another try will not mend."""


class ValidationError(AnonkitError):
    """Suites could not be loaded or run whole."""


class GateClosed(AnonkitError):
    """A gate let nothing through; the reasons name table, field and count."""

    def __init__(self, message: str, reasons: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.reasons = reasons


class ConsentMissing(GateClosed):
    """Nobody's wishes allow this purpose."""


class RequestNotAuthorised(GateClosed):
    """A patient export without who asked, how identity was checked, or a basis."""


class AnonymityNotReached(GateClosed):
    """The policy's k, l or t could not be reached."""


class LeakFound(GateClosed):
    """An original identifier was found in a result."""


class MarkedInput(GateClosed):
    """The input bears the mark of a release and may not come in as records."""


class WaitsForPerson(AnonkitError):
    """Nothing is wrong and nothing was changed, but somebody has to decide."""


class IntegrityError(AnonkitError):
    """A chain, digest or seal does not hold."""


class ReconciliationMismatch(AnonkitError):
    """Source and target do not agree; the message names table, field and count."""


class OutputExists(AnonkitError):
    """The place for a result is not empty."""


class NoRoomLeft(AnonkitError):
    """The disk is full, a quota is used up, or its file system takes no file as large."""
