"""TikAPI's parameters, by the names of its SDK schema. Its patterns are restated here in linear, escaped form.

What the vendor's SDK says of a wrong value, and the pattern that it checks, stand beside as `vendor_help` and
`vendor_pattern` where ours are others; an example is the vendor's or none, as its sandbox is asked with it. Of two
parameters with one name, that in a body is `…Sent`.
"""
