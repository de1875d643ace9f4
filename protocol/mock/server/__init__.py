"""The server of the mock: sessions, faults, handlers, and the sockets before them.

A side of the server is a :class:`MockServer`; all of it but its connections works without sockets and real time.
"""

from protocol.mock.server.faults import FAULTS, FaultError, fault_name, fault_table, parse_fault
from protocol.mock.server.server import ManualClock, MockServer

__all__ = ["FAULTS", "FaultError", "ManualClock", "MockServer", "fault_name", "fault_table", "parse_fault"]
