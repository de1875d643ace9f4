"""What happens in a mock centre by itself: calls, consultations, alarms and shifts, from the centre's seed."""

from protocol.mock.centre.simulation.consults import Consultation
from protocol.mock.centre.simulation.simulation import Simulation

__all__ = ["Consultation", "Simulation"]
