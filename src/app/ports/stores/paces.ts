export interface Paces {
  /**
   * Takes the next turns at a provider that takes `perSecond` things a second from all workers together. Answers in how many
   * milliseconds these may be handed over; whoever asks next comes after them.
   */
  take(lane: string, things: number, perSecond: number): Promise<number>;
}
