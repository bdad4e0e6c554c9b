"""The plan against what happened: the CRM's tables, what is measured in them, and what the policies say of it."""
