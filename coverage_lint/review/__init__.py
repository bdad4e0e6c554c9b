"""The plan against what happened: the CRM's data, and the log of the monthly reviews."""
