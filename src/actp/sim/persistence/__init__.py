"""What outlives a front: the state file, flows, numbers."""
