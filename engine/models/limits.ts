/** What a model file may hold at most: far more than any model of ours, far less than what would fill a machine. */
export const MOST_FILE_BYTES = 512 * 1024 * 1024;
export const MOST_HEADER_BYTES = 128 * 1024 * 1024;
export const MOST_ARRAYS = 100_000;
/** Of objects and lists within each other. */
export const MOST_DEPTH = 60;
export const MOST_COLUMNS = 20_000;
export const MOST_EVENTS = 8;
export const MOST_CHECKS = 50;
/** Questions on the longest way down a tree. */
export const MOST_TREE_DEPTH = 4_096;
/** Of the reference of one column. */
export const MOST_POINTS = 1_000;
export const MOST_LEVELS = 1_000;
