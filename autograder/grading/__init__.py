"""From one submission to a verdict for every exercise: plan, run in the sandbox, judge outside."""
