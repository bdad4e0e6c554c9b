"""Computed fields that follow the calendar: phasing, quarters, ramps, who is there when."""
