/**
 * What a mail's recipient, or their server, did with it that ends nothing: only conditions and reports ask for it. In the
 * order in which they happen; a later one shows the earlier ones too.
 */
export const mailSigns = ['delivered', 'open', 'click'] as const;
export type MailSign = (typeof mailSigns)[number];

/**
 * What became of anything that was sent. `delivered`: of a text, the network says so; of what was put on a list, the list was
 * handed over. `undelivered`: the network gave a text up.
 */
export type Sign = MailSign | 'undelivered';

/** A sign with those that it shows: nobody clicks in a mail that was not delivered and opened. */
export function signsShownBy(sign: MailSign): readonly MailSign[] {
  return mailSigns.slice(0, mailSigns.indexOf(sign) + 1);
}
