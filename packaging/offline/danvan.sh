#!/bin/sh
# Starts the program from this folder without a network; arguments are those of danvan.
folder=$(cd "$(dirname "$0")" && pwd)
export PIP_NO_INDEX=1 PIP_FIND_LINKS="$folder/wheelhouse"
exec python3 "$folder/script/run.py" "$@"
