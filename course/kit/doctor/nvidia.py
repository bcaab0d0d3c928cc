"""What ``nvidia-smi`` and ``nvcc -V`` print, read into facts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course.kit.language import _

QUERY = ("name", "driver_version", "memory.total", "memory.used", "utilization.gpu")
"""The fields to ask for: ``nvidia-smi --query-gpu=<these> --format=csv,noheader``."""

QUERY_WITH_CAPABILITY = (*QUERY, "compute_cap")
"""The same with one more, which drivers before 2021 refuse with the whole query."""


@dataclass(frozen=True)
class Gpu:
    """One GPU: memory in MiB, utilisation in percent; None where the driver doesn't tell.

    ``capability`` is its compute capability, NVIDIA's number for its generation: ``(8, 6)``.
    """

    name: str
    memory_total: int | None
    memory_used: int | None
    utilisation: int | None
    capability: tuple[int, int] | None = None


@dataclass(frozen=True)
class NvidiaSmi:
    """What ``nvidia-smi`` says of a machine.

    ``driver`` is the driver's version. ``cuda`` is the highest CUDA release which that driver
    supports, not something installed; None where the output doesn't name it, as in a query.
    """

    driver: str
    cuda: str | None
    gpus: tuple[Gpu, ...]


@dataclass(frozen=True)
class Nvcc:
    """What ``nvcc -V`` says of the installed CUDA toolkit: ``"12.1"`` and ``"12.1.105"``."""

    release: str
    version: str


def parse_nvidia_smi(text: str, fields: Sequence[str] = QUERY) -> NvidiaSmi:
    """Read the table of a plain ``nvidia-smi``, or the lines of a query.

    For the lines of ``--query-gpu=<fields> --format=csv,noheader``, ``fields`` names the columns;
    a header line, where there is one, is read instead. Since driver 610 the table's header says
    ``KMD Version`` and ``CUDA UMD Version`` where it said ``Driver Version`` and ``CUDA Version``;
    both are read. A table shortens long names to "NVIDIA GeForce RTX 3060 L..."; a query doesn't.

    Raises ``ValueError`` when the text names no driver.
    """
    table = re.search(r"(?:Driver|KMD) Version\s*:\s*(\d+(?:\.\d+)+)", text)
    if table is None:
        return _from_query(text, fields)
    cuda = re.search(r"CUDA (?:UMD )?Version\s*:\s*(\d+\.\d+)", text)
    return NvidiaSmi(table.group(1), cuda.group(1) if cuda else None, tuple(_rows(text)))


def parse_nvcc(text: str) -> Nvcc:
    """Read the output of ``nvcc -V``.

    Raises ``ValueError`` when the text names no release.
    """
    found = re.search(r"release (\d+\.\d+)(?:, V(\d+(?:\.\d+)+))?", text)
    if found is None:
        raise ValueError(_("This is not what nvcc -V prints: {text}").format(text=_start(text)))
    return Nvcc(found.group(1), found.group(2) or found.group(1))


def _rows(text: str) -> Iterator[Gpu]:
    """Read the GPUs of a table: of each, the line with the name and the line with the memory."""
    name = None
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != 3:
            continue
        first = re.match(r"\d+\s+(\S.*?)\s+(?:On|Off|WDDM|TCC|MCDM|N/A)$", cells[0])
        if first and re.match(r"[0-9A-Fa-f]+:[0-9A-Fa-f]+:", cells[1]):
            name = first.group(1)
        elif name is not None:
            memory = re.search(r"(\d+)MiB\s*/\s*(\d+)MiB", cells[1])
            used, total = map(int, memory.groups()) if memory else (None, None)
            busy = re.match(r"(\d+)%", cells[2])
            yield Gpu(name, total, used, int(busy.group(1)) if busy else None)
            name = None


def _from_query(text: str, fields: Sequence[str]) -> NvidiaSmi:
    """Read lines of comma-separated values."""
    lines = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines()) if row]
    header = [cell.split(" ")[0] for cell in lines[0]] if lines else []
    if "driver_version" in header:
        fields, lines = header, lines[1:]
    rows = [dict(zip(fields, line, strict=False)) for line in lines if len(line) == len(fields)]
    drivers = [row.get("driver_version", "") for row in rows]
    if not drivers or not re.fullmatch(r"\d+(?:\.\d+)+", drivers[0]):
        raise ValueError(_("This is not what nvidia-smi prints: {text}").format(text=_start(text)))
    return NvidiaSmi(drivers[0], None, tuple(map(_gpu, rows)))


def _gpu(row: dict[str, str]) -> Gpu:
    """Read one line of a query; ``"[N/A]"`` and ``"[Not Supported]"`` become None."""

    def number(field: str) -> int | None:
        digits = re.match(r"\d+", row.get(field, ""))
        return int(digits.group()) if digits else None

    memory = number("memory.total"), number("memory.used")
    parts = re.fullmatch(r"(\d+)\.(\d+)", row.get("compute_cap", ""))
    capability = (int(parts.group(1)), int(parts.group(2))) if parts else None
    return Gpu(row.get("name", ""), *memory, number("utilization.gpu"), capability)


def _start(text: str) -> str:
    """Return the first line of a text, shortened, for a message."""
    return (text.strip().splitlines() or ["(nothing)"])[0][:120]
