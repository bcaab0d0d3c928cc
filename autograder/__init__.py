"""Grading: run submissions in sandboxes, judge them outside, record, explain, hand over."""
