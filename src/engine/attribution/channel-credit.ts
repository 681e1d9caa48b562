/** What one model credits to the channels, by channel index; both add up to what all outcomes gave. */
export interface ChannelCredit {
  readonly conversions: Float64Array;
  readonly value: Float64Array;
}
