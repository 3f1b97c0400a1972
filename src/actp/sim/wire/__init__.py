"""The wire: frames, layouts, listening."""
