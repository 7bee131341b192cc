/** A sequence on dates, in which somebody is enrolled on Monday, 2 March 2026. */
export const onDates = { type: 'date', enrolledAt: '2026-03-02T09:00' };

/** When a step fires that goes by a date of the contact. */
export const on = (event: string, more: object = {}) => ({ event, ...more });

/** A contact of whom this is known. */
export const has = (fields: object) => ({ contact: { fields } });

/** What happens meanwhile: a field of the contact changes, the sequence is edited. */
export const field = (at: string, name: string, value: unknown) => ({ at, type: 'field', name, value });
export const publish = (at: string, ...steps: object[]) => ({ at, type: 'publish', steps });
