/** Sentences of the Brand Appendix A.5 and A.6: facts, numbers first, no hedging. */
export const loadingCopy = {
  processing: 'Processing...',
  allocating: 'Allocating resources...',
  metabolizing: 'Metabolizing constraints...',
  consuming: 'Consuming signals...',
} as const;

export const emptyCopy = {
  allocations: 'No allocations yet. Define constraints to begin.',
  signals: 'No signals match.',
  constraints: 'No constraints defined. Define capacity to begin.',
  nothing: 'Nothing to display.',
} as const;

export const pageCopy = {
  problem: 'Define the problem. OMNIVOR will find the optimal allocation.',
  rebalance: 'Constraint changed. Rebalance recommended.',
} as const;

export const errorCopy = {
  connection: 'Connection interrupted.',
  violated: 'Constraint violated. Rebalancing.',
  budget: 'Budget exceeded. Reduce scope or increase allocation.',
} as const;
