"""floorwalker: a terminal console for contact-centre supervisors."""

__version__ = "0.1.0"
