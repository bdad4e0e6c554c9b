"""Figures of a plan: goals, the bridge to quotas, the year, the budget, and the sliders' sketch."""
