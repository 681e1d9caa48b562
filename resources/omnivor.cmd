@echo off
rem The planner's command line: the packaged program run without a window.
set ELECTRON_RUN_AS_NODE=1
"%~dp0OMNIVOR Planner.exe" "%~dp0resources\app.asar\out\main\cli.js" %*
