/** What the scoring service takes at most; every figure is told to callers in its OpenAPI document. */
export const MOST_BODY_BYTES = 8 * 1024 * 1024;
/** Of a request about one customer. */
export const MOST_ONE_BYTES = 256 * 1024;
export const MOST_CUSTOMERS = 2_000;
/** Objects and lists within each other. */
export const MOST_NESTING = 8;
/** Characters of one text. */
export const MOST_TEXT = 4_000;
/** Fields of one customer, asked for or not. */
export const MOST_FIELDS = 5_000;
/** Values of a list other than that of the customers and of what one has. */
export const MOST_LIST = 100;
/** Of a request about the offers to one customer, so that as many products as are taken fit into it. */
export const MOST_OFFER_BYTES = 2 * 1024 * 1024;
/** Products of one customer, the characters of a name, and what each may weigh. */
export const MOST_PRODUCTS = 1_000;
export const MOST_PRODUCT_NAME = 400;
export const LEAST_WEIGHT = 1e-9;
export const MOST_WEIGHT = 1e9;
export const MOST_CONNECTIONS = 256;
/** Bodies that may be held at once, over all requests. */
export const MOST_HELD_BYTES = 64 * 1024 * 1024;
/** Longest time that a batch works before others come through. */
export const SLICE_MS = 2;
/** Requests a second over a longer time, unless said otherwise, and how many may come at once. */
export const DEFAULT_RATE = 2_000;
/** Wrong tokens a second, and at once. */
export const WRONG_TOKENS_PER_SECOND = 1;
export const WRONG_TOKENS_AT_ONCE = 20;
/** Texts of a caller that are repeated in an answer are cut here. */
export const MOST_SHOWN = 80;
/** Longest time that a caller may take to receive an answer. */
export const MOST_SENDING_MS = 30_000;
