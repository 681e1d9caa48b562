#!/bin/sh
# The planner's command line: the packaged program run without a window.
here=$(dirname "$(readlink -f "$0")")
if [ -d "$here/../Resources" ]; then
  program="$here/OMNIVOR Planner"
  resources="$here/../Resources"
else
  program="$here/omnivor-planner"
  resources="$here/resources"
fi
ELECTRON_RUN_AS_NODE=1 exec "$program" "$resources/app.asar/out/main/cli.js" "$@"
