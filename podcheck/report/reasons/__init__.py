"""Reasons as reports show them: chains, root causes, responsible classes."""
