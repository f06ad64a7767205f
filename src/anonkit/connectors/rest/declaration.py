"""What an ``api.yaml`` may say: a platform's interface for programs, as data."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text)]


class Place(_Strict):
    """A part of the address that a secret tells."""

    of: str
    """The secret."""
    pattern: str
    """A regular expression; its first group is the part."""
    otherwise: str


class Auth(_Strict):
    """How the platform lets us in."""

    kind: Literal["basic", "bearer", "headers", "path", "oauth"]
    user: str = ""
    """basic: the user, with ``{names}`` of secrets."""
    password: str = ""
    token: str = ""
    """bearer: the token, with ``{names}`` of secrets."""
    scheme: str = "Bearer "
    """What stands before the token."""
    headers: dict[str, str] = Field(default_factory=dict)
    """headers: each with ``{names}`` of secrets."""
    token_url: str = ""
    """oauth, or a login that gives a token: where a new token is asked for."""
    form: dict[str, str] = Field(default_factory=dict)
    """What is sent there, with ``{names}`` of secrets."""
    sent_as: Literal["form", "json"] = "form"
    answer: str = "access_token"
    """Where in the answer the token stands."""


class Limit(_Strict):
    """How often the platform may be asked."""

    requests: int = Field(gt=0)
    seconds: float = Field(gt=0)

    @property
    def per_second(self) -> float:
        """The pace when requests are spread evenly."""
        return self.requests / self.seconds

    @property
    def burst(self) -> float:
        """How many may go at once after a rest: a tenth of what one span allows."""
        return max(1.0, self.requests / 10)


class Paginator(_Strict):
    """How a list comes in pages."""

    kind: Literal["next_link", "page", "offset", "cursor", "none"]
    next: str = ""
    """next_link and cursor: where in the answer the next page stands."""
    param: str = ""
    """page, offset and cursor: the parameter that asks for a page."""
    size_param: str = ""
    size: int = Field(default=100, gt=0)
    first: int = 1
    """page: the number of the first one."""
    total: str = ""
    """Where in the answer the number of all entries stands."""
    more: str = ""
    """Where in the answer stands whether there is another page."""


class Files(_Strict):
    """The file that belongs to each entry."""

    url: str
    """Where in the entry its address stands."""
    name: str
    """Where in the entry its file name stands."""
    size: str = ""
    """Where in the entry its size stands."""
    largest_mib: int = 50
    types: list[str] = Field(default_factory=lambda: ["application/pdf", "image/*", "text/*"])
    type: str = ""
    """Where in the entry its media type stands."""


class Windows(_Strict):
    """A list that is only given for a span of time."""

    start: str
    """The parameter with the first moment."""
    end: str
    days: int = Field(gt=0)
    form: str = "%Y-%m-%dT%H:%M:%SZ"
    years_back: int = 10
    years_ahead: int = 2


class Subset(_Strict):
    """A part that the default list leaves out."""

    name: str
    path: str = ""
    params: dict[str, Text] = Field(default_factory=dict)


class Since(_Strict):
    """How only what changed is asked for."""

    param: str
    form: str = "{}"
    """With ``{}`` for the moment, as ISO 8601 in UTC."""


class Resource(_Strict):
    """One list of the API."""

    path: str
    items: str
    """Where in the answer the entries stand; ``.`` where the answer is the list."""
    id: str = "id"
    params: dict[str, Text] = Field(default_factory=dict)
    body: dict[str, Any] | None = None
    """What a list that is asked for with POST is sent."""
    query: str = ""
    """GraphQL: the query; parameters become its variables."""
    paginator: Paginator | None = None
    since: Since | None = None
    subsets: list[Subset] = Field(default_factory=list)
    windows: Windows | None = None
    each: str = ""
    """Asked once for every entry of this resource; its id stands for ``{each}``."""
    files: Files | None = None
    links: bool = False
    """Foreign keys come as links; the id at their end is taken."""
    spread: list[str] = Field(default_factory=list)
    """Lists whose entries become numbered columns: ``phones.1.number``."""
    trees: list[str] = Field(default_factory=list)
    """Trees of sections, questions and answers that become text."""
    look_up: dict[str, str] = Field(default_factory=dict)
    """New column to ``column=resource.field``: what another list says of the entry a column names."""
    pairs: dict[str, str] = Field(default_factory=dict)
    """Lists of named values that become one column for each name: list to ``name=value`` keys."""
    never: list[str] = Field(default_factory=list)
    """Links that open without a key: taken out before the page is kept."""
    optional: bool = False
    """A key without the right to this list does not stop the pull."""


class Account(_Strict):
    """What a connection shows of itself."""

    path: str
    show: list[str] = Field(default_factory=list)
    """Where in the answer stands what may be shown."""
    query: str = ""


class Api(_Strict):
    """A platform's interface for programs."""

    title: str
    source: str
    """Where these facts were found."""
    who: str
    """Who can have access, and what the access never gives."""
    base_url: str
    places: dict[str, Place] = Field(default_factory=dict)
    secrets: dict[str, str] = Field(default_factory=dict)
    """Each secret, and how it is asked for."""
    optional: list[str] = Field(default_factory=list)
    """Secrets and settings that may stay empty."""
    settings: dict[str, str] = Field(default_factory=dict)
    """What has to be known and is no secret, and how it is asked for."""
    auth: Auth
    headers: dict[str, str] = Field(default_factory=dict)
    limit: Limit
    reset_header: str = ""
    """A header with the moment, in seconds since 1970, from which requests are taken again."""
    paginator: Paginator
    account: Account | None = None
    resources: dict[str, Resource]
    readings: dict[str, Any] = Field(default_factory=dict)
    """How each resource becomes canonical rows: the lines of a mapping file."""
    drop: dict[str, str] = Field(default_factory=dict)
    """Columns that every reading leaves behind knowingly, with the reason."""
    leaves_out_empty: bool = False
    """An answer without a list means that the list is empty; elsewhere it means that something went wrong."""
    most_pages: int = 20_000
    """A list longer than this never ends."""
