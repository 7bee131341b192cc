/** One line of CSV with its line end. */
export function csvLine(values: readonly string[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/**
 * A cell that spreadsheets show and do not run: what begins like a formula gets an apostrophe before it. Telephone
 * numbers and plain negative numbers begin so too, but are harmless and must come back as they were.
 */
function csvCell(value: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(value) && !/^[+-][\d\s().-]*$/.test(value) && !/^@[\w.-]+$/.test(value);
  const safe = isFormula ? `'${value}` : value;
  return /[",;\t\r\n]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
