"""The front: starting, control, days, faults, remote control."""
