/** Where the changes tried on a plan stand. */
export const whatIfHref = (planId: number): string => `/allocation-lab?plan=${planId}&view=what-if`;
