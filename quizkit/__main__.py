"""`python -m quizkit`, and the console script."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def run() -> NoReturn:
    """Runs the command and exits: 0, 1, 2, 130 for Ctrl-C, 101 for a bug of ours."""
    gc.disable()  # what a command makes stays until it ends; those that go on for hours enable it again
    try:
        from quizkit.cli import app

        code = app(standalone_mode=False)
        sys.stdout.flush()
        if code == 130:  # the command-line library met Ctrl-C and says nothing of it
            _interrupted()
    except KeyboardInterrupt:
        code = _interrupted()
    except BrokenPipeError:
        # The reader of our output went away (`| head`); nothing is left to say to anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 2
    except Exception as error:
        code = _usage(error) if hasattr(error, "show") else _aborted(error)
    gc.freeze()  # what there is goes away with the process: Python need not look through it once more
    sys.exit(code if isinstance(code, int) else 0)


def _interrupted() -> int:
    from quizkit.cli import console

    console.say("quizkit: interrupted; no file is half written")
    return console.INTERRUPTED


def _usage(error: Exception) -> int:
    """A mistake in the command line, in the words of the command-line library."""
    error.show()  # type: ignore[attr-defined]
    return int(getattr(error, "exit_code", 2))


def _aborted(error: Exception) -> int:
    if type(error).__name__ == "Abort":  # Ctrl-C at a prompt
        return _interrupted()
    return _bug(error)


def _bug(error: Exception) -> int:
    """Says that it is our fault and how to report it; the traceback only where it is asked for."""
    import traceback

    from quizkit.cli import console
    from quizkit.report.text import safe

    if os.environ.get("QUIZKIT_TRACEBACK"):
        console.say("".join(traceback.format_exception(error)))
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - a name for a message
    console.say(
        f"quizkit: internal error: {type(error).__name__}: {safe(str(error))[:300]} ({where})\n"
        "  This is a bug in quizkit, not in your deck. Please report it with this line and the deck;\n"
        "  with QUIZKIT_TRACEBACK=1 in the environment the command says more."
    )
    return console.BUG


if __name__ == "__main__":
    run()
