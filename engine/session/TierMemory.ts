import { tierSnapshot, type TierSnapshot } from '../segments/tiers/TierSnapshot.ts';
import type { MadeTransitions } from '../segments/tiers/tierTransitions.ts';
import type { Analysis } from './mainJob.ts';

/** The tiers before the last change of rule or data, and the comparison with them that was made last. */
export class TierMemory {
  before: TierSnapshot | null = null;
  nMade = 0;
  /** The tiers that those to come are held against. */
  private last: TierSnapshot | null = null;
  private newest: TierSnapshot | null = null;
  private begun: { readonly last: TierSnapshot | null; readonly before: TierSnapshot | null } | null = null;
  private made: { readonly of: Analysis['segmented']['tiers']; readonly transitions: MadeTransitions } | null = null;

  /** A change is being made. @param goesOn  with the one before: the tiers are held against those from before both */
  begin(goesOn: boolean): void {
    if (goesOn && this.begun) ({ last: this.last, before: this.before } = this.begun);
    else this.begun = { last: this.last, before: this.before };
  }

  /** Notes the tiers on show; those that were there before are kept where they were others. */
  see(shown: Analysis | null): void {
    if (!shown) return;
    const { imported, segmented } = shown;
    const now = tierSnapshot('the tiers before', imported, segmented.tiers);
    const { last, newest } = this;
    this.last = now;
    this.newest = now;
    // The same tiers, given again: what was compared with them still holds.
    if (newest && this.made?.of === newest.tiers && hasSameTiers(newest, now))
      this.made = { ...this.made, of: now.tiers };
    if (!last || isOf(last, now) || hasSameTiers(last, now)) return;
    this.before = last.sourceRows === now.sourceRows ? last : { ...last, name: 'the data before' };
  }

  keep({ segmented }: Analysis, transitions: MadeTransitions): void {
    this.made = { of: segmented.tiers, transitions };
    this.nMade++;
  }

  /** The last comparison where it is of these tiers. */
  transitionsOf(shown: Analysis | null): MadeTransitions | null {
    return this.made && shown && this.made.of === shown.segmented.tiers ? this.made.transitions : null;
  }
}

function isOf(a: TierSnapshot, b: TierSnapshot): boolean {
  return a.tiers === b.tiers && a.sourceRows === b.sourceRows;
}

function hasSameTiers(a: TierSnapshot, b: TierSnapshot): boolean {
  return a.sourceRows === b.sourceRows && a.tiers.every((tier, row) => tier === b.tiers[row]);
}
