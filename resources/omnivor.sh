#!/bin/sh
# The planner's command line, run by the packaged program without a window.
here=$(dirname "$(readlink -f "$0")")
ELECTRON_RUN_AS_NODE=1 exec "$here/omnivor-planner" "$here/resources/app.asar/out/main/cli.js" "$@"
