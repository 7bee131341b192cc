/** Whether a text may be the id of a row: what came from elsewhere (`none`, an older button) is looked up nowhere. */
export function isStoredId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
