/** An action with its names resolved to positions in the problem; `day` counts from the horizon's start. */
export interface PlacedAction {
  readonly contact: number;
  readonly channel: number;
  readonly day: number;
  /** True where it is taken to learn. */
  readonly exploration: boolean;
  /** Who carries it out where that is not the contact's own rep. */
  readonly rep?: string;
  /** Campaign it is for. */
  readonly campaign?: string;
}

/** What others hold of one channel on one contact and day: so many actions, and the money that goes with them. */
export interface HeldAction extends PlacedAction {
  readonly actions: number;
  readonly amount: number;
}
