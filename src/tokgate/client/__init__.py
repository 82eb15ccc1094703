"""The SDK: what a call sends and makes of the answer (plan), when it tries again (retry), how a list is walked (pages).

All of that does no I/O; `flow` puts it into steps, which `callers` take for both worlds. `transport` is the one file
that knows the HTTP library, and `walks` are the iterators over lists.
"""
