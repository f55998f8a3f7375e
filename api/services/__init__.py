"""What a user can do, one function a deed: permission first, then the deed, then its entry in the trail.

The pages, the HTTP interface, the protocol server and the command line all call these.
"""
