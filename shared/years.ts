/** "Year", "Year_Birth", "birthYear", "Year of entry"; not "Years with the bank" or "Sales per year". */
const YEAR_NAME = /^(year|(year ?of ?|year )[a-z ]+|yearbirth|yearofbirth|(birth|join|entry|start) ?year)$/;

/** Whether the name of a column says that it holds years. */
function isYearName(column: string): boolean {
  const words = column.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[^A-Za-z]+/g, ' ');
  return YEAR_NAME.test(words.trim().toLowerCase());
}

/** Whether a value of a column is a year, which is no amount: 1957 and not 1,957 or 1.96 k. */
export function isYear(column: string, value: number): boolean {
  return value >= 1000 && value < 3000 && isYearName(column);
}
