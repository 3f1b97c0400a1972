"""The answers to CTP's queries."""
