"""Finding a Jupyter server that runs in a folder already."""

from __future__ import annotations

import json
import os
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def address_of_running(folder: Path, page: str) -> str | None:
    """The address of `page` on a JupyterLab that runs in `folder` and answers; None without one."""
    from jupyter_server.serverapp import list_running_servers

    return _first_answering(list_running_servers(), folder, page)


def _first_answering(servers: Iterable[Mapping[str, Any]], folder: Path, page: str) -> str | None:
    for server in servers:
        if not _is_same(server.get("root_dir", ""), folder):
            continue
        base, token = str(server["url"]).rstrip("/"), str(server.get("token", ""))
        if _answers(f"{base}/lab/api/settings", token):
            query = urllib.parse.urlencode({"token": token}) if token else ""
            return f"{base}{page}" + (f"?{query}" if query else "")
    return None


def _is_same(root: str, folder: Path) -> bool:
    try:
        return os.path.samefile(root, folder)
    except OSError:
        return False


def _answers(address: str, token: str) -> bool:
    """Whether a JupyterLab answers there, to this token, and not only a server that runs one."""
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=5) as answer:
            json.load(answer)
    except (OSError, ValueError):
        return False
    return True
