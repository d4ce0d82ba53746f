/** As many segments as a person can still tell apart. */
export const MOST_SEGMENTS = 20;
