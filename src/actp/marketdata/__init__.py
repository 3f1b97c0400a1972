"""The market-data client."""
