import { createSendgridMailer } from '../../../src/adapters/sendgrid/mailer.js';
import { startMailStandIn } from '../../support/mail-stand-in.js';

/** A mailer before a stand-in of SendGrid, and what it has for many mails in a request. */
export async function createMailerWorld() {
  const standIn = await startMailStandIn();
  const mailer = createSendgridMailer({ apiKey: 'SG.secret', baseUrl: standIn.url });
  const { together } = mailer;
  if (together === undefined) throw new Error('SendGrid takes many mails in a request');
  return {
    standIn,
    mailer,
    together,
    async close() {
      mailer.close();
      await standIn.close();
    },
  };
}

export type MailerWorld = Awaited<ReturnType<typeof createMailerWorld>>;
