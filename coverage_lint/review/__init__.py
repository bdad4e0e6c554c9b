"""The plan against what happened: the CRM's tables, what is measured in them, and the log of the monthly reviews."""
