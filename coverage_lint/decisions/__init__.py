"""What is shown and what counts: decided after the check, never inside a policy."""
