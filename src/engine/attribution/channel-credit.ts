/** What one model credits to the channels, by channel index; both add up to what all outcomes gave. */
export interface ChannelCredit {
  readonly conversions: Float64Array;
  readonly value: Float64Array;
}

/** Credit of a model that looks at one path at a time: also what each touch of the path table gets of the conversions. */
export interface TouchCredit extends ChannelCredit {
  readonly byTouch: Float64Array;
}
