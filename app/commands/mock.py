"""``floorwalker mock``: the mock CTI Server alone, until ctrl+c or SIGTERM."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from app import exits
from protocol.mock import (
    CentreSettings,
    FaultError,
    MockSettings,
    Scenario,
    ScenarioError,
    available_scenarios,
    load_scenario,
    serve,
)
from protocol.tls import ServerTls, TlsProblem

_FLAGS = {"ca": "--tls-ca", "certificate": "--tls-certificate", "key": "--tls-key", "password": "--tls-key"}


_CENTRE = ("seed", "teams", "agents", "calls_per_minute", "emergencies_per_minute")


@contextmanager
def faults_and_scenarios() -> Iterator[None]:
    """Raise :class:`app.exits.Stop` with status 2 for an error in ``--fault`` or ``--scenario``."""
    try:
        yield
    except FaultError as error:
        raise exits.Stop(exits.USAGE, f"--fault: {error}") from None
    except ScenarioError as error:
        raise exits.Stop(exits.USAGE, f"--scenario: {error}") from None


def scenario_of(args: argparse.Namespace) -> Scenario | None:
    """The scenario that the arguments name. Raises ScenarioError."""
    return load_scenario(args.scenario) if args.scenario is not None else None


def centre_settings(args: argparse.Namespace, supervisor: str, scenario: Scenario | None = None) -> CentreSettings:
    """The settings of the centre: from the arguments, else from the scenario, else the defaults."""
    chosen = {name: getattr(args, name) for name in _CENTRE if getattr(args, name) is not None}
    usual = CentreSettings(supervisor=supervisor)
    return scenario.settings(usual, **chosen) if scenario is not None else replace(usual, **chosen)


def run(args: argparse.Namespace) -> int:
    """Serve until a signal; stdout gets only the line with the address."""
    if args.list_scenarios:
        for shipped in available_scenarios():
            print(f"{shipped.name:<28}{shipped.summary}")
        return exits.OK
    logging.getLogger().addHandler(logging.NullHandler())  # else asyncio's errors are tracebacks on the terminal
    try:
        with faults_and_scenarios():
            scenario = scenario_of(args)
            centre = centre_settings(args, args.supervisor, scenario)
            settings = MockSettings(centre=centre, protocol_max=args.protocol_max, tls=_tls(args))
            return serve(settings, args.host, args.port, scenario=scenario, faults=args.fault)
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
