"""Export: the grades in nbgrader's gradebook, handed over to other systems."""
