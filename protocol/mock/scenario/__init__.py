"""Scenarios of the mock: files with steps at their times, and their player."""

from protocol.mock.scenario.file import Scenario, ScenarioError, available_scenarios, load_scenario
from protocol.mock.scenario.player import Player

__all__ = ["Player", "Scenario", "ScenarioError", "available_scenarios", "load_scenario"]
