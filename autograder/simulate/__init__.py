"""A simulated class: what students hand in, honest or not, with the points that it truly earns."""
