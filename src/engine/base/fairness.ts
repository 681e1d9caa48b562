/**
 * Jain's index of shares, (Σx)² / (n · Σx²): 1 where all carry the same, 1/n where one carries all (Jain, Chiu, Hawe 1984).
 * Null without shares; 1 where all are zero.
 */
export function jainIndex(shares: readonly number[]): number | null {
  if (shares.length === 0) return null;
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return squares === 0 ? 1 : (sum * sum) / (shares.length * squares);
}
