"""The build packet: one whole build as documented files, read and written without loss.

Words owned here: packet, table, problem.
"""
