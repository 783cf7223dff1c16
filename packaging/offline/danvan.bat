@echo off
rem Starts the program from this folder without a network; arguments are those of danvan.
set PIP_NO_INDEX=1
set "PIP_FIND_LINKS=%~dp0wheelhouse"
py -3 "%~dp0script\run.py" %*
