"""`anonkit policies`, `anonkit platforms`, `anonkit plan`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import guarded, show
from anonkit.cli.options import JsonOption, WorkspaceArgument

group = typer.Typer(
    help="The policies there are. Example: anonkit policies show uk-training",
    invoke_without_command=True,
    rich_markup_mode=None,
)


@group.callback(invoke_without_command=True)
def list_policies(context: typer.Context, as_json: JsonOption = False) -> None:
    """List the policies that ship.

    Example: anonkit policies
    """
    if context.invoked_subcommand is None:
        guarded(_list)(as_json)


def _list(as_json: bool) -> int | None:
    from anonkit.workflows import policies

    show(policies(), as_json=as_json)
    return None


@group.command("show")
def show_policy(
    name: Annotated[str, typer.Argument(metavar="NAME")], as_json: JsonOption = False
) -> None:
    """Show one policy: its ground, its settings, and what it does to every field.

    Example: anonkit policies show us-safe-harbor
    """
    guarded(_show)(name, as_json)


def _show(name: str, as_json: bool) -> int | None:
    from anonkit.workflows import describe_policy

    show(describe_policy(name), as_json=as_json)
    return None


@group.command("new")
def new_policy(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The YAML file to write.")],
    extends: Annotated[str, typer.Option(help="The policy to start from.")] = "uk-training",
    as_json: JsonOption = False,
) -> None:
    """Write a policy file of one's own that extends one that ships.

    Example: anonkit policies new ours.yaml --extends uk-training
    """
    guarded(_new)(file, extends, as_json)


def _new(file: Path, extends: str, as_json: bool) -> int | None:
    from anonkit.workflows import new_policy as write_policy

    show(write_policy(file, extends=extends), as_json=as_json)
    return None


def platforms_command(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]")] = None,
    leaving: Annotated[
        bool,
        typer.Option("--leaving", help="What to take along when the clinic leaves NAME."),
    ] = False,
    as_json: JsonOption = False,
) -> int | None:
    """List the platforms: tables, files, interface, target, and how sure each is.

    Example: anonkit platforms jane --leaving
    """
    from anonkit import workflows

    if leaving and name is None:
        raise typer.BadParameter("needs the NAME of a platform", param_hint="--leaving")
    listing = workflows.leaving(name) if leaving and name else workflows.platforms(name)
    show(listing, as_json=as_json)
    return None


def plan_command(
    workspace: WorkspaceArgument,
    policy: Annotated[str, typer.Option(help="A policy's name, or a YAML file.")],
    as_json: JsonOption = False,
) -> int | None:
    """Show, per field, what a policy would do, before anything does.

    Example: anonkit plan clinic --policy uk-training
    """
    from anonkit.workflows import plan

    show(plan(workspace, policy), as_json=as_json)
    return None
