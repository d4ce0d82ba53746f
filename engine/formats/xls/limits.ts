export const XLS_LIMITS = {
  /** Every cell of a full sheet as a text of its own takes less. */
  fileBytes: 512 * 2 ** 20,
} as const;
