"""Whether there is a browser that can be opened, and opening it."""

from __future__ import annotations

import os
import sys
import webbrowser


def has_browser() -> bool:
    """Tell whether a browser can show a page here: not over ssh or in a container without one.

    A browser for the terminal doesn't count, since JupyterLab doesn't run in it.
    """
    headless = sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if headless:
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def show(address: str) -> bool:
    """Open `address` in the reader's browser; tell whether that worked."""
    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
