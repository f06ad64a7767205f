"""A platform's description with pages so small, and a history so short, that a small clinic has many pages."""

from anonkit.connectors.rest import ApiFolder
from tests.servers.vendors import SIZE


def small(folder):
    """Pages of two entries, and a short history."""
    api = folder.api
    changed = {}
    for name, resource in api.resources.items():
        update = {}
        if resource.paginator is not None and resource.paginator.kind != "none":
            update["paginator"] = resource.paginator.model_copy(update={"size": SIZE})
        if resource.windows is not None:
            update["windows"] = resource.windows.model_copy(
                update={"years_back": 2, "years_ahead": 1}
            )
        changed[name] = resource.model_copy(update=update)
    paginator = api.paginator.model_copy(update={"size": SIZE})
    api = api.model_copy(update={"resources": changed, "paginator": paginator})
    return ApiFolder(folder.name, api, folder.readings)
