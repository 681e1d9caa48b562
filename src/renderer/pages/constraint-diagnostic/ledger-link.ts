/** Location of the ledger's entries that a line of usage counts. */
export function ledgerHref({ constraint, period, rep }: { readonly constraint: string; readonly period?: string | undefined; readonly rep?: string | undefined }): string {
  const parameters = new URLSearchParams({ tab: 'ledger', constraint, ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }) });
  return `/constraint-diagnostic?${parameters.toString()}`;
}
