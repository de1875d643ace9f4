"""``floorwalker mock``: the mock CTI Server alone, until ctrl+c or SIGTERM."""

from __future__ import annotations

import argparse
import logging
import os

from app import exits
from protocol.mock.run import run as serve
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.tls import ServerTls, TlsProblem

_FLAGS = {"ca": "--tls-ca", "certificate": "--tls-certificate", "key": "--tls-key", "password": "--tls-key"}


def centre_settings(args: argparse.Namespace, supervisor: str) -> CentreSettings:
    """The contact centre that the arguments ask for."""
    return CentreSettings(
        seed=args.seed,
        teams=args.teams,
        agents=args.agents,
        calls_per_minute=args.calls_per_minute,
        emergencies_per_minute=args.emergencies_per_minute,
        supervisor=supervisor,
    )


def run(args: argparse.Namespace) -> int:
    """Serve until a signal; nothing but the one line that says where goes to stdout."""
    logging.getLogger().addHandler(logging.NullHandler())  # else asyncio's complaints are tracebacks on the terminal
    settings = MockSettings(
        centre=centre_settings(args, args.supervisor), protocol_max=args.protocol_max, tls=_tls(args)
    )
    try:
        return serve(settings, args.host, args.port)
    except BrokenPipeError:
        raise
    except TlsProblem as problem:
        raise exits.Stop(exits.USAGE, f"{_FLAGS[problem.what]}: {problem}") from None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or "not possible"
        raise exits.Stop(exits.USAGE, f"--host {args.host} --port {args.port} cannot be listened on ({why})") from None


def _tls(args: argparse.Namespace) -> ServerTls | None:
    if args.tls_certificate is not None:
        return ServerTls(args.tls_certificate, args.tls_key or "", args.tls_ca or "")
    for flag, value in (("--tls-key", args.tls_key), ("--tls-ca", args.tls_ca)):
        if value is not None:
            raise exits.Stop(exits.USAGE, f"{flag} needs --tls-certificate beside it")
    return None
