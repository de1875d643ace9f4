"""A CTI Server for demos and tests: a seeded contact centre behind a strict server on TCP.

It uses neither the session nor the client of :mod:`protocol`, so that it can disagree with them.
"""

from protocol.mock.run import ThreadedServer, run_in_thread, serve
from protocol.mock.scenario import Scenario, ScenarioError, available_scenarios, load_scenario
from protocol.mock.server import FaultError, fault_table
from protocol.mock.settings import CentreSettings, MockSettings

__all__ = [
    "CentreSettings",
    "FaultError",
    "MockSettings",
    "Scenario",
    "ScenarioError",
    "ThreadedServer",
    "available_scenarios",
    "fault_table",
    "load_scenario",
    "run_in_thread",
    "serve",
]
