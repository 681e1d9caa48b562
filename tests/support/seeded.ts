import fc from 'fast-check';

/** Properties of the file that imports this play the same cases in every run. */
fc.configureGlobal({ seed: 20_270_107 });
