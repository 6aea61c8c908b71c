"""What an IRO does, one file a task. The only room that knows both the desk's file and the rest.

``opening`` makes, opens and closes a desk; ``caseload`` and ``child`` answer what is so; ``facts`` takes
what is told; ``importing`` brings in a return; ``booking``, ``holding``, ``signing`` and ``papers`` carry a
review from its date to its papers; ``history`` says what was changed and takes it back; ``dates`` is the
law alone. The window and the command line call these and nothing below.
"""
