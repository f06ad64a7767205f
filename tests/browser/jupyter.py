"""Driving JupyterLab in a browser: a notebook is opened, run by the menu, and waited for."""

import time


def open_notebook(page, address):
    """Until its kernel is there and idle."""
    page.goto(address, timeout=300_000)
    page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for(timeout=300_000)
    wait_for_kernel(page, "idle", 300_000)
    page.get_by_text("Python 3").filter(visible=True).first.wait_for()
    time.sleep(3)  # the indicator says idle before there is a session


def run_all(page, milliseconds):
    """Every cell, by the menu."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    wait_for_kernel(page, "busy", 30_000)
    wait_for_kernel(page, "idle", milliseconds)


def wait_for_kernel(page, state, milliseconds):
    """Until the notebook says that its kernel is in that state."""
    indicator = page.locator(f".jp-Notebook-ExecutionIndicator[data-status='{state}']")
    indicator.wait_for(state="attached", timeout=milliseconds)
