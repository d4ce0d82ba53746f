/** A customer whose segment or tier a person decided. */
export interface SetByHand {
  readonly row: number;
  /** As `customerKey`. */
  readonly customer: string;
  readonly what: 'segment' | 'tier';
  /** Position of the segment, or index into TIERS. */
  readonly to: number;
  /** What the segmentation or the rule says. */
  readonly was: number;
  readonly reason: string;
  readonly by: string;
}
