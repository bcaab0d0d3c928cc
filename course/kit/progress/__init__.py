"""How far somebody is in the course: kept in the working folder, shown there and in a terminal.

The working folder is the parent of the chapters' folders. Needs no torch.
"""

from course.kit.progress.page import write_start_page

__all__ = ["write_start_page"]
