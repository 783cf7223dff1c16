"""Digital signatures of printed papers: made by the office's own certificate, checked without a network.

pyHanko, which does the work, is loaded when somebody signs or checks, never at the start of the program.
"""
