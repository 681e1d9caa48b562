import { app } from 'electron';
import { startShell } from './shell/start-shell.ts';

process.on('uncaughtException', (error) => {
  console.error(error);
  app.exit(1);
});

startShell();
