"""The stub of an answer that isn't written yet."""

STUB = "not attempted yet"
"""The message by which an untouched answer is told from an exception of the student's own."""

STUB_CODE = f'raise NotImplementedError("{STUB}")  # delete this line and write your answer here'
"""What stands in a released notebook in place of the solution."""
