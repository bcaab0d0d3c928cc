"""Opening the course: JupyterLab in the working folder, at the start page.

`opening` does it in order: it finds the folder, brings the release into it (`course.kit.working`),
looks for a server that runs there already (`running`), and starts one (`server`, on one of
`ports`). `trouble` is what to say when that can't be.
"""
