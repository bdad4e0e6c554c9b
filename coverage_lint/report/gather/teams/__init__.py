"""Who does the work: people, roles, groups, their seats, what they cover, and the organization."""
