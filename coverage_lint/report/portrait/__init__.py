"""A plan as its report shows it: exact values without any rendering."""
