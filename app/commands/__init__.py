"""The commands of the ``floorwalker`` command line: one module each, with ``run(args) -> exit status``."""
