"""The part of the doctor that runs in a child process: each step imports something and reports.

The parent starts it with the Python under examination, by this file's path and without importing
the course, so that nothing here can be hidden or broken by what is examined. A step is a function
that returns facts for JSON. Each event is one line of the channel file, written before the next
thing is tried: however the child ends, the parent knows how far it came.
"""

from __future__ import annotations

import glob
import importlib
import importlib.metadata
import importlib.util
import json
import os
import runpy
import sys
import traceback
import warnings
from collections.abc import Callable
from typing import Any

Facts = dict[str, Any]


def imported(name: str, *submodules: str) -> Callable[[], Facts]:
    """Make a step that imports a package and the named modules of it."""

    def step() -> Facts:
        module = importlib.import_module(name)
        for submodule in submodules:
            importlib.import_module(f"{name}.{submodule}")
        return {"version": str(getattr(module, "__version__", "")), "file": module.__file__}

    return step


def torch_build() -> Facts:
    """Import PyTorch and read which build it is, with the warnings of its import."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        import torch
    version = getattr(torch, "version", None)
    return {
        "version": str(torch.__version__),
        "file": torch.__file__,
        "cuda": getattr(version, "cuda", None),
        "hip": getattr(version, "hip", None),
        "xpu": getattr(version, "xpu", None),
        "warnings": [str(warning.message) for warning in heard],
    }


def torch_and_numpy() -> Facts:
    """Take a tensor to NumPy and back."""
    import numpy
    import torch

    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        array = torch.ones(3).numpy()
        torch.from_numpy(array)
    return {
        "numpy": str(numpy.__version__),
        "warnings": [str(warning.message) for warning in heard],
    }


def torch_devices() -> Facts:
    """Ask PyTorch which accelerators it can use."""
    import torch

    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        cuda = bool(torch.cuda.is_available())
        count = torch.cuda.device_count() if cuda else 0
        names = [torch.cuda.get_device_name(number) for number in range(count)]
        mps = getattr(getattr(torch, "backends", None), "mps", None)
        accelerator = getattr(torch, "accelerator", None)
        found = accelerator is not None and accelerator.is_available()
        device = accelerator.current_accelerator() if found else None
        lacks_float64 = found and not _has_float64(device)
    return {
        "cuda": cuda,
        "names": names,
        "mps": bool(mps is not None and mps.is_available()),
        "accelerator": str(device) if found else None,
        "lacks_float64": lacks_float64,
        "warnings": [str(warning.message) for warning in heard],
    }


def _has_float64(device: Any) -> bool:
    """Say whether numbers of 64 bits can be made on a device; Apple's GPU raises a TypeError."""
    import torch

    try:
        torch.ones(1, dtype=torch.float64, device=device)
    except TypeError:
        return False
    except Exception:
        return True  # something else is wrong, and the first program will say what
    return True


def torch_first_program() -> Facts:
    """Add two columns of ones where they would be fastest: on an accelerator, else on the CPU."""
    import torch

    devices = torch_devices()
    place = "cuda:0" if devices["cuda"] else devices["accelerator"] or "cpu"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        total = torch.ones((3, 1), device=place) + torch.ones((3, 1), device=place)
        return {"device": str(total.device), "values": total.flatten().tolist()}


LAB_SETTINGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab", "jupyter")
"""The settings with which `course lab` runs JupyterLab."""


def nbgrader_extension() -> Facts:
    """Look for nbgrader's part of JupyterLab, and for what is switched off of it."""
    from jupyter_core.paths import jupyter_config_path, jupyter_path

    own = os.path.join("@jupyter", "nbgrader")
    places = [os.path.join(place, own) for place in jupyter_path("labextensions")]
    switched: dict[str, bool] = {}
    disabled: dict[str, bool] = {}
    for folder in reversed(jupyter_config_path()):
        parts = sorted(glob.glob(os.path.join(folder, "jupyter_server_config.d", "*.json")))
        for path in [*parts, os.path.join(folder, "jupyter_server_config.json")]:
            app = _read_json(path).get("ServerApp", {})
            switched.update(app.get("jpserver_extensions", {}))
        if os.path.realpath(folder) == os.path.realpath(LAB_SETTINGS):
            continue  # `course lab` leaves out what is for instructors, on purpose
        page = _read_json(os.path.join(folder, "labconfig", "page_config.json"))
        off = page.get("disabledExtensions", {})
        disabled.update(off if isinstance(off, dict) else dict.fromkeys(off, True))
    server = {k: on for k, on in switched.items() if k.startswith("nbgrader.server_extensions")}
    lab_off = [k for k, off in disabled.items() if off and k.startswith("@jupyter/nbgrader")]
    return {
        "folder": next((place for place in places if os.path.isdir(place)), None),
        "lab_off": sorted(lab_off),
        "server_off": sorted(name for name, on in server.items() if not on),
        "server_on": sorted(name for name, on in server.items() if on),
    }


def kernelspec() -> Facts:
    """Find out which Python JupyterLab starts for a notebook of this course."""
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    program = spec.argv[0]
    return {
        "program": program,
        "folder": spec.resource_dir,
        "exists": os.path.exists(program) if os.path.isabs(program) else True,
        "ipykernel": importlib.util.find_spec("ipykernel") is not None,
    }


PACKAGES = ("numpy", "matplotlib", "torch", "jupyterlab", "nbgrader")

BESIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "child_machine.py")

STEPS: dict[str, Callable[[], Facts]] = {
    "numpy": imported("numpy"),
    "matplotlib": imported("matplotlib", "pyplot"),
    "torch": torch_build,
    "torch-numpy": torch_and_numpy,
    "torch-devices": torch_devices,
    "torch-first-program": torch_first_program,
    "jupyterlab": imported("jupyterlab"),
    "kernelspec": kernelspec,
    "nbgrader": imported("nbgrader", "api"),
    "nbgrader-extension": nbgrader_extension,
    **runpy.run_path(BESIDE)["STEPS"],
}

NEEDS = {
    "torch-numpy": "torch",
    "torch-devices": "torch",
    "torch-first-program": "torch",
    "openmp": "torch",
}
"""Steps that make no sense when another one has not ended well."""


def found(name: str) -> Facts:
    """Say what is known of a package without importing it: its file and installed version."""
    spec = importlib.util.find_spec(name)
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        version = None
    return {"origin": spec.origin if spec else None, "version": version}


def described(error: BaseException) -> Facts:
    """Describe an exception: its type, its message, the missing module's name, and where."""
    frames = traceback.extract_tb(error.__traceback__)
    files = [frame for frame in frames if not frame.filename.startswith("<")]
    return {
        "type": type(error).__name__,
        "message": str(error)[:2000],
        "missing": error.name if isinstance(error, ModuleNotFoundError) else None,
        "where": f"{files[-1].filename}:{files[-1].lineno}" if files else None,
    }


def _read_json(path: str) -> Facts:
    """Read a configuration file; a missing or damaged one is empty, as Jupyter takes it."""
    try:
        with open(path, encoding="utf-8") as file:
            read = json.load(file)
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def main(channel: str, names: list[str]) -> None:
    """Run the named steps in order; write what happens to the channel, a line of JSON an event."""
    with open(channel, "a", encoding="utf-8") as file:

        def say(step: str, event: str, facts: Facts) -> None:
            file.write(json.dumps({"step": step, "event": event, "facts": facts}) + "\n")
            file.flush()

        bad: set[str] = set()
        for name in names:
            if NEEDS.get(name) in bad:
                continue
            say(name, "started", {})
            try:
                if name in PACKAGES:
                    say(name, "found", found(name))
                facts = STEPS[name]()
            except BaseException as error:
                bad.add(name)
                say(name, "raised", described(error))
            else:
                say(name, "done", facts)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
