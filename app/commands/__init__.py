"""The commands of the ``floorwalker`` command line, and its arguments.

``arguments`` has the parser. Each command is a module with ``run(args) -> exit status``, imported when it is run.
"""

from app.commands import arguments

__all__ = ["arguments"]
