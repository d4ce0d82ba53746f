/** What is known of a row in two integers: its leads over the second centre and over the rest, and its distance and where its limits are. */
export interface PackedLeads {
  /** Two float32 cut to their upper 16 bits, so not more than they were; one that is not above 0 becomes less than every loss. */
  packLeads(lead: number, ofRest: number): number;
  lead(packed: number): number;
  leadOfRest(packed: number): number;
  /** A float32 raised to its next upper 16 bits, above the code. */
  packReach(reach: number, code: number): number;
  reach(packed: number): number;
  code(packed: number): number;
}

const UPPER = 0xffff_0000;
/** Bits of a packed distance that are the code. */
export const CODE = 0xffff;
/** Below every loss. */
const NO_LEAD = -(2 ** 126);

export function newPackedLeads(): PackedLeads {
  const float = new Float32Array(1);
  const bits = new Int32Array(float.buffer);
  const bitsOf = (value: number) => {
    float[0] = value;
    return bits[0];
  };
  const valueOf = (word: number) => {
    bits[0] = word;
    return float[0];
  };
  const known = (lead: number) => (lead > 0 ? lead : NO_LEAD);
  return {
    packLeads: (lead, ofRest) => (bitsOf(known(lead)) & UPPER) | (bitsOf(known(ofRest)) >>> 16),
    lead: packed => valueOf(packed & UPPER),
    leadOfRest: packed => valueOf(packed << 16),
    packReach: (reach, code) => ((bitsOf(reach) + CODE) & UPPER) | code,
    reach: packed => valueOf(packed & UPPER),
    code: packed => packed & CODE,
  };
}
