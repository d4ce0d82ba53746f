/** How a column's values are held and compared. `set` holds several values in one cell. */
export const COLUMN_KINDS = ['number', 'category', 'boolean', 'date', 'text', 'set'] as const;
export type ColumnKind = (typeof COLUMN_KINDS)[number];

/**
 * What a column is for. Only `feature` and `flag` columns (and ages or tenures made from `date` columns) reach distances; `protected`
 * columns are shown in profiles but are never an input; identifiers name a customer and never become features.
 */
export const COLUMN_ROLES = ['identifier', 'feature', 'flag', 'date', 'target', 'protected', 'ignore'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** One cell as it crosses the boundary: dates as ISO 8601, sets joined by `; `, missing as null. */
export type CellValue = string | number | boolean | null;
