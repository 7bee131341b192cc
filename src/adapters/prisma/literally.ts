/**
 * A text as a case-insensitive comparison takes it to the letter. Prisma makes ILIKE of `mode: 'insensitive'`, to which `_`
 * is any letter and `%` any text: `ana_b@example.com` would be ana.b@example.com too.
 */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
