"""The course itself: one folder a chapter, one file an exercise. Everything here is authored."""
