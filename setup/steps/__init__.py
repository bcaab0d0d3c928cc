"""What `setup/start.py` does, one subject a module; standard library only, nothing is there yet.

`command` reads the command line and calls the others in order: `environment` (which asks `stamp`
what is needed, and `diagnose` what went wrong), `doctor`, and `lab`, which is `course lab`; for
`start.py test`, `environment` and `suite`; for `start.py demo`, `environment` and `demo` (which
asks `sandbox` whether there is one, types the commands of `demo_commands` and ends with what
`outcome` and `demo_summary` make of the results).
"""
