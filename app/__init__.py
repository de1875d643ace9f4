"""floorwalker: a terminal console for contact-centre supervisors."""

__version__ = "0.1.0"


def version_line() -> str:
    """What ``--version`` prints."""
    return f"floorwalker {__version__}"
