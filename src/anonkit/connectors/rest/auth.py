"""How a platform lets us in; tokens that run out are asked for again."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from anonkit.connectors.rest.access import Access
from anonkit.connectors.rest.declaration import Api
from anonkit.connectors.rest.paths import text_at
from anonkit.errors import PermanentError

AskForToken = Callable[[str, Mapping[str, str], str], Any]
"""Address, what is sent, and whether as form or json; gives the answer's body."""


class Login:
    """The headers of one account at one platform."""

    def __init__(self, api: Api, access: Access, ask: AskForToken) -> None:
        self._api = api
        self._access = access
        self._ask = ask
        self._token = ""

    def headers(self) -> dict[str, str]:
        """What every request to the platform bears."""
        auth = self._api.auth
        if auth.token_url and not self._token:
            self.renew()
        if auth.kind == "basic":
            user = f"{self._filled(auth.user)}:{self._filled(auth.password)}"
            return {"Authorization": "Basic " + base64.b64encode(user.encode()).decode()}
        found = {name: self._filled(text) for name, text in auth.headers.items()}
        if auth.kind in {"bearer", "oauth"}:
            found["Authorization"] = auth.scheme + (self._token or self._filled(auth.token))
        return found

    @property
    def can_renew(self) -> bool:
        """Whether a token that ran out can be had again without a person."""
        return bool(self._api.auth.token_url)

    def renew(self) -> None:
        """Asks for a new token; a refresh token that comes with it takes the place of the old one."""
        auth = self._api.auth
        sent = {name: self._filled(text) for name, text in auth.form.items()}
        address = self._filled(auth.token_url)
        if address.startswith("/"):
            address = self._access.base_url(self._api) + address
        body = self._ask(address, sent, auth.sent_as)
        self._token = text_at(body, auth.answer)
        if not self._token:
            raise PermanentError(
                f"{self._api.title} gave no token. Run `anonkit connect` again with fresh secrets."
            )
        if refresh := text_at(body, "refresh_token"):
            self._access.secrets["refresh_token"] = refresh
            self._access.save(dict(self._access.secrets))

    def _filled(self, text: str) -> str:
        return self._access.filled(text, self._api)
