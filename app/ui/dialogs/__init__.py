"""The dialogs, and the lines at the foot of the main screen: one class per file."""
