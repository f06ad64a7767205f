"""What lets us in at a platform: secrets, and settings that are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

from anonkit.connectors.rest.declaration import Api
from anonkit.errors import SettingsError

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _forget(_secrets: Mapping[str, str]) -> None:
    """Keeps nothing: for an access that lasts one run."""


@dataclass(repr=False)
class Access:
    """The secrets and settings of one account at one platform; its repr shows nothing."""

    secrets: dict[str, str]
    settings: Mapping[str, str] = field(default_factory=dict)
    at: str = ""
    """Another place than the platform's own: a gateway of the clinic, a server of the tests. A key that stands in
    the path stands there as its ``{name}``."""
    save: Callable[[Mapping[str, str]], None] = _forget
    """Keeps secrets that the platform has changed: a refresh token that is good once."""

    def base_url(self, api: Api) -> str:
        """Where the API answers, without a slash at the end; `SettingsError` for a place in the clear."""
        url = self.filled(self.at or api.base_url, api).rstrip("/")
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise SettingsError("The address of the API needs https; give one that has it.")
        return url

    def filled(self, text: str, api: Api) -> str:
        """A text of the declaration with its ``{names}`` filled from secrets, settings and places."""
        values = {**self._places(api), **self.settings, **self.secrets}
        missing = [name for name in re.findall(r"\{(\w+)\}", text) if name not in values]
        if missing:
            raise SettingsError(
                f"The connection lacks {', '.join(missing)}; run `anonkit connect` again."
            )
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], text)

    def account(self, api: Api) -> str:
        """Names the account whose budget of requests this is, by a hash: its place, settings and first secret."""
        secret = next((self.secrets.get(name, "") for name in api.secrets), "")
        parts = (api.title, self.base_url(api), *sorted(self.settings.values()), secret)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:32]

    def others(self, name: str, among: str) -> list[Access]:
        """The same account with other keys: a secret of several words, each in the place of `name`."""
        words = self.secrets.get(among, "").split()
        return [Access({**self.secrets, name: word}, self.settings, self.at) for word in words]

    def _places(self, api: Api) -> dict[str, str]:
        """What can be told from a secret: the shard in a key."""
        found: dict[str, str] = {}
        for name, place in api.places.items():
            match = re.search(place.pattern, self.secrets.get(place.of, ""))
            found[name] = match[1] if match else place.otherwise
        return found

    def __repr__(self) -> str:
        return "Access(…)"
