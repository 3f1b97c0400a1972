"""The trading client: requests, orders, positions, instruments."""
