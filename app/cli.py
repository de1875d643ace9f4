"""The ``floorwalker`` command line: from its arguments to the command that they start.

The commands are modules of :mod:`app.commands` that are imported when they are run, and the parser is imported when
there is something to parse: ``--version`` takes little longer than Python itself, and ``--help`` little longer than
the parser.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from app import exits, version_line

TYPE_CHECKING = False  # typing's own would take a fifth of the time of --version
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence


def _run(args: argparse.Namespace) -> int:
    command = args.command or "console"
    if args.config is not None and command not in ("console", "demo", "check", "audit", "alarms"):
        raise exits.Stop(exits.USAGE, f"{command} needs no settings and takes no --config")
    if args.slow and command not in ("console", "demo"):
        raise exits.Stop(exits.USAGE, f"{command} shows no screen and takes no --slow")
    from importlib import import_module  # here: --version starts no command

    if command in ("console", "demo"):
        gc.disable()  # until all is loaded (app.commands.console): a tenth of the time that it takes
    status: int = import_module(f"app.commands.{command}").run(args)
    return status


def _say(sentence: str) -> None:
    from app.text import plain_line  # here: it imports rich, and --help needs none of it

    with suppress(OSError):  # where stderr can't be written, the exit status stays
        print(f"floorwalker: {plain_line(sentence)}", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (default: the process's) and return its exit status.

    Every error is one sentence on stderr, without a traceback or an exception's text, which the log has.
    """
    given = sys.argv[1:] if argv is None else list(argv)
    if given == ["--version"]:
        with suppress(OSError):
            print(version_line())  # as the parser does, without the time that it takes to load
        sys.exit(exits.OK)
    from app.commands import arguments  # here: --version needs no parser

    args = arguments.build_parser().parse_args(given)
    try:
        status = _run(args)
        sys.stdout.flush()
        return status
    except exits.Stop as stop:
        if stop.message:
            _say(stop.message)
        return stop.status
    except KeyboardInterrupt:
        _say("interrupted")
        return exits.UNEXPECTED
    except BrokenPipeError:
        # The reader of stdout ended (`decode | head`): what is still buffered would raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.UNEXPECTED
    except Exception:
        import logging  # here: --version needs none of it

        root = logging.getLogger()
        if not root.handlers:
            root.addHandler(logging.NullHandler())  # else logging's last resort writes the traceback to stderr
        logging.getLogger("app.cli").exception("unexpected error in %s", args.command or "console")
        where = ""
        if any(not isinstance(handler, logging.NullHandler) for handler in root.handlers):
            from app.config import log_words  # here: only where something has failed

            where = f"; {log_words()}"
        _say(f"something unexpected ended '{args.command or 'console'}'{where}")
        return exits.UNEXPECTED
