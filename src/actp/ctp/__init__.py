"""Facts about CTP: its description, its APIs, exchange time."""
