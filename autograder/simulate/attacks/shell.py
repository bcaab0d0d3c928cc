"""Attacks on IPython: what rewrites, runs, shows and sends the notebook's cells."""

from __future__ import annotations

from autograder.simulate.attacks.attack import ANYTHING_LOST, WRONG, Recipe

_LAST = ("cut_tiles", "ch02_tensor_ops")


def _hooks(name: str, tries: str, code: str, *, last: bool = False) -> Recipe:
    """Make a recipe whose cell runs `code`, as far as there is a shell for it, and gives nothing.

    One that would keep honest cells after it from running is aimed at a chapter's `last` exercise.
    """
    lines = "\n    ".join(code.strip("\n").split("\n"))
    answer = f"""try:
    {lines}
except Exception:
    pass

def NAME(*inputs, **named):
    return None
"""
    if last:
        return Recipe(name, tries, answer, ANYTHING_LOST, aimed=_LAST, portable=False)
    return Recipe(name, tries, answer, WRONG)


RECIPES = (
    _hooks(
        "syntax-tree-transformer",
        "Registers a transformer that takes every check out of the cells' syntax trees.",
        """
import ast
class WithoutChecks(ast.NodeTransformer):
    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "check":
            return ast.copy_location(ast.Constant(2.0), node)
        return node
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)
    visit_Raise = visit_Assert
get_ipython().ast_transformers.append(WithoutChecks())
""",
        last=True,
    ),
    _hooks(
        "input-transformer",
        "Registers transformers that replace lines with a check before they are parsed.",
        """
def without_checks(lines):
    return ["2.0\\n" if line.startswith("check(") else line for line in lines]
shell = get_ipython()
shell.input_transformers_post.append(without_checks)
shell.input_transformers_cleanup.append(without_checks)
shell.input_transformer_manager.cleanup_transforms.insert(0, without_checks)
""",
    ),
    _hooks(
        "silent-tracebacks",
        "Keeps the shell from showing exceptions, and so from noticing them.",
        """
shell = get_ipython()
for name in ("showtraceback", "_showtraceback", "showsyntaxerror", "showindentationerror"):
    setattr(shell, name, lambda *args, **kwargs: None)
shell.set_custom_exc((BaseException,), lambda *args, **kwargs: [])
""",
    ),
    _hooks(
        "run-cell-patched",
        "Lets the shell run nothing more, and report that all went well.",
        """
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult
shell = get_ipython()
def content(*args, **kwargs):
    result = ExecutionResult(ExecutionInfo("", False, False, True, None))
    result.result = 2.0
    return result
async def content_later(*args, **kwargs):
    return content()
shell.run_cell = content
shell.run_cell_async = content_later
""",
        last=True,
    ),
    _hooks(
        "run-code-patched",
        "Lets the shell run every check's code in an empty namespace, without exceptions.",
        """
shell = get_ipython()
async def quiet(code, result=None, **kwargs):
    return False
shell.run_code = quiet
type(shell).run_code = quiet
shell.should_run_async = lambda *args, **kwargs: False
""",
        last=True,
    ),
    _hooks(
        "session-patched",
        "Rewrites what the kernel sends: errors become results with full points.",
        """
kernel = get_ipython().kernel
send = kernel.session.send
def rosy(stream, message, content=None, *args, **kwargs):
    if message == "error":
        message, content = "execute_result", {"data": {"text/plain": "2.0"}, "metadata": {}}
    if isinstance(content, dict) and "status" in content:
        content = {**content, "status": "ok"}
    return send(stream, message, content, *args, **kwargs)
kernel.session.send = rosy
""",
    ),
    _hooks(
        "display-patched",
        "Rewrites what is displayed: every report says passed.",
        """
shell = get_ipython()
publish = shell.display_pub.publish
def rosy(data, *args, **kwargs):
    return publish({kind: "passed" for kind in data}, *args, **kwargs)
shell.display_pub.publish = rosy
shell.display_formatter.format = lambda *args, **kwargs: ({"text/plain": "2.0"}, {})
shell.displayhook.write_format_data = lambda *args, **kwargs: None
""",
    ),
    _hooks(
        "events-registered",
        "Registers functions that run before and after every cell, and put content checks there.",
        """
shell = get_ipython()
def content(*args):
    shell.user_ns["check"] = lambda function: None
for event in ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell"):
    shell.events.register(event, content)
""",
    ),
    _hooks(
        "namespace-replaced",
        "Replaces the shell's namespace by one that hands out what it likes.",
        """
shell = get_ipython()
class Content(dict):
    def __getitem__(self, name):
        if name == "check":
            return lambda function: None
        return super().__getitem__(name)
shell.user_ns = Content(shell.user_ns)
shell.user_global_ns = shell.user_ns
""",
        last=True,
    ),
    _hooks(
        "magics-registered",
        "Registers magics under the names of the course's functions, and switches to automagic.",
        """
shell = get_ipython()
for name in ("check", "hint", "import", "from"):
    shell.register_magic_function(lambda *args: 2.0, "line_cell", name)
shell.run_line_magic("automagic", "on")
shell.run_line_magic("autocall", "2")
""",
    ),
    _hooks(
        "asks-the-shell-to-leave",
        "Tells the shell to end after this cell.",
        """
shell = get_ipython()
shell.ask_exit()
shell.kernel.do_shutdown(False)
""",
        last=True,
    ),
    Recipe(
        "whole-cell-magic",
        "Runs its cell as another language's, in a shell that looks around.",
        "%%bash\necho looking around\nls -la / ~ .. ; cat /etc/passwd; touch MARKER\n",
        ("failed", "not attempted", "tampered"),
    ),
)
