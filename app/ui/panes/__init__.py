"""What is on the console's main screen: one class per file, each drawing the Floor it was last given.

Every pane has ``show(floor)`` (draw this floor) and ``tick(now)`` (time moved, same floor); the live panes add
``target()`` (what an action pressed now is pinned to), a cursor that follows its row by key, a filter and an order.
"""
