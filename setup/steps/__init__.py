"""What `setup/start.py` does, one subject a module; standard library only, nothing is there yet.

`command` reads the command line and calls the others in order: `environment` (which asks `stamp`
what is needed, and `diagnose` what went wrong), `doctor`, `working_folder` and `lab`; or, for
`start.py test`, `environment` and `suite`.
"""
