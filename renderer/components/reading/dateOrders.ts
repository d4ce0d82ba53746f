/** Orders of day, month and year that a person may choose for dates written with numbers. */
export const DATE_ORDERS = [
  { value: 'dmy', label: 'Day, month, year' },
  { value: 'mdy', label: 'Month, day, year' },
  { value: 'ymd', label: 'Year, month, day' },
];
