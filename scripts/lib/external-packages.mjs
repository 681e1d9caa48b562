/**
 * Packages that stay packages at run time in every bundle of the program: the native addon and the solvers' wasm.
 * @type {(string | RegExp)[]}
 */
export const externalPackages = ['better-sqlite3', /^highs(\/.*)?$/, /^glpk\.js(\/.*)?$/];
