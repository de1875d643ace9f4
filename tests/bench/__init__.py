"""What the console costs, measured from outside: ``python -m tests.bench`` prints a table of figures and goals.

It is no test: figures depend on the machine and on what else runs there. Ratios to references that are measured in the
same run hold better than absolute times. Needs Linux (``/proc``, pseudo terminals) and, for two references, the extra
``[bench]``.
"""
