"""The arguments of the command line.

Scripts rely on the parser: what it takes stays as it is. It is loaded for all but ``--version``, and imports nothing
that ``--help`` would have to wait for.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from app import exits, version_line

OLDEST_VERSION, NEWEST_VERSION, HOME_VERSION = 9, 25, 17
"""Those of :mod:`protocol.wire`, whose import would delay ``--help``."""

_EXITS = """\
exit status:
  0  fine
  1  something unexpected, a message that could not be decoded or encoded, or an audit that was changed
  2  the command line or the settings are wrong (the key is named)
  3  no connection to the server
  4  refused by the server
"""


_CHECK_EXITS = """\
Both sides are checked: the first that opens a session through to its close, the other up to there.

exit status:
  0  a session opens on one side and all in it works, whatever is wrong with the other side
  1  a session opens, but not all in it works
  2  the command line or the settings are wrong (the key is named)
  3  no connection to the server, or TLS failed
  4  refused by the server
"""


class _Parser(argparse.ArgumentParser):
    """Ends with exit status 2 and one sentence about what is wrong."""

    def error(self, message: str) -> NoReturn:
        self.exit(exits.USAGE, f"{self.prog}: {_cleaned(message)} (see {self.prog} --help)\n")


def _cleaned(text: str) -> str:
    from app.text import plain_line  # here: it imports rich, and --help needs none of it

    return plain_line(text)


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {low} to {high}")
        return number

    return parse


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 100000")
    return rate


def _add_config(parser: argparse.ArgumentParser, default: str | None) -> None:
    # A command's parser has SUPPRESS as the default: None would overwrite a --config given before the command.
    parser.add_argument(
        "--config", metavar="FILE", type=Path, default=default, help="settings file (TOML) in place of the usual one"
    )


def _add_slow(parser: argparse.ArgumentParser, default: bool | str) -> None:
    parser.add_argument(
        "--slow",
        action="store_true",
        default=default,
        help="for a slow line: two frames a second at most, no flash, times in steps of 5 s",
    )


def _add_centre(parser: argparse.ArgumentParser) -> None:
    # Without defaults here: an argument outranks the scenario, which outranks CentreSettings.
    parser.add_argument("--seed", type=_whole(0, 2**63 - 1), metavar="N", help="same seed, same floor (1)")
    parser.add_argument("--teams", type=_whole(1, 500), metavar="N", help="number of teams (3)")
    parser.add_argument("--agents", type=_whole(1, 20_000), metavar="N", help="number of agents (36)")
    parser.add_argument("--calls-per-minute", type=_rate, metavar="X", help="calls that arrive (20)")
    parser.add_argument("--emergencies-per-minute", type=_rate, metavar="X", help="emergencies (1)")
    parser.add_argument("--scenario", metavar="NAME|FILE", help="play a scenario, by name or from a file")


def _add_stream(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument(
        "--version",
        type=_whole(OLDEST_VERSION, NEWEST_VERSION),
        default=HOME_VERSION,
        metavar="N",
        help=f"protocol version of the session, {OLDEST_VERSION} to {NEWEST_VERSION} ({HOME_VERSION})",
    )
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help=f"{what}; - or nothing: standard input")


def _add_journal(parser: argparse.ArgumentParser) -> None:
    _add_config(parser, argparse.SUPPRESS)
    parser.add_argument("--journal", metavar="FILE", type=Path, help="journal to read in place of that of the settings")
    parser.add_argument("--since", metavar="WHEN", help="only from then on: 90m, 2h, 3d, or 2026-01-31T14:00")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", dest="form", action="store_const", const="json", help="JSON lines")
    form.add_argument("--csv", dest="form", action="store_const", const="csv", help="CSV with a head line")
    parser.set_defaults(form="text")


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(
        prog="floorwalker",
        description="A console for contact-centre supervisors, over the Cisco CTI Server protocol (GED-188).",
        epilog="Without a command the console is opened with the server of the settings.\n\n" + _EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=version_line())
    _add_config(parser, None)
    _add_slow(parser, False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def command(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=words,
            description=words[0].upper() + words[1:] + ".",
            epilog=_EXITS,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    demo = command("demo", "show the console on a busy floor that a built-in mock server plays")
    _add_config(demo, argparse.SUPPRESS)
    _add_slow(demo, argparse.SUPPRESS)
    _add_centre(demo)

    mock = command("mock", "run the mock CTI Server alone, until ctrl+c")
    mock.add_argument("--host", default="127.0.0.1", metavar="H", help="address to listen on (127.0.0.1)")
    mock.add_argument("--port", type=_whole(0, 65535), default=42027, metavar="P", help="0 picks a free one (42027)")
    _add_centre(mock)
    mock.add_argument("--supervisor", default="9001", metavar="ID", help="agent id of the supervisor (9001)")
    mock.add_argument(
        "--protocol-max",
        type=_whole(OLDEST_VERSION, NEWEST_VERSION),
        default=NEWEST_VERSION,
        metavar="N",
        help=f"newest protocol version it accepts ({NEWEST_VERSION})",
    )
    mock.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME[=VALUE]",
        help="something wrong from the start, latency=200 for instance (may be repeated; an unknown name lists them)",
    )
    mock.add_argument("--list-scenarios", action="store_true", help="print the scenarios that ship with it, and end")
    mock.add_argument("--tls-certificate", metavar="FILE", help="speak TLS with this certificate (PEM)")
    mock.add_argument("--tls-key", metavar="FILE", help="its private key, where it is not in the same file")
    mock.add_argument("--tls-ca", metavar="FILE", help="want client certificates from the CAs in this file")

    decode = command("decode", "print a raw byte stream as JSON, one object per line and message")
    _add_stream(decode, "bytes as they were on the wire")
    encode = command("encode", "turn the JSON lines of decode back into bytes on standard output")
    _add_stream(encode, "JSON lines")

    check = command("check", "go through the connection of the settings step by step and say what works")
    _add_config(check, argparse.SUPPRESS)
    check.add_argument(
        "--json",
        action="store_true",
        help="print one JSON object: status (the exit status), words, and steps, each with side, step, ok, verdict"
        ' ("ok", "note", "failed"), words, hint (or null) and seconds',
    )
    check.epilog = _CHECK_EXITS

    audit = command("audit", "print every supervisory action from the journal, and verify that none was changed")
    _add_journal(audit)
    audit.add_argument("--agent", metavar="ID", help="only actions on this agent id")
    alarms = command("alarms", "print the history of the alarms from the journal")
    _add_journal(alarms)
    return parser
