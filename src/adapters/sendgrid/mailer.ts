import http from 'node:http';
import https from 'node:https';
import sendgridClient from '@sendgrid/client';
import sendgridMail from '@sendgrid/mail';
import type { Mail, MailAttachment, Mailbox, Mailer } from '../../app/ports/mailer.js';
import { messageIdOf } from '../../domain/mail/thread.js';
import { watchConnections } from './connections.js';
import { outcomeOfAnswer, outcomeOfFailure, readAnswer } from './outcome.js';

// The packages' types say nothing of the classes that their default exports carry.
const { Client } = sendgridClient as typeof sendgridClient & { Client: new () => typeof sendgridClient };
const { MailService } = sendgridMail as typeof sendgridMail & { MailService: new () => typeof sendgridMail };

export interface SendgridOptions {
  readonly apiKey: string;
  /** `https://api.sendgrid.com`, or its European twin, or a stand-in. */
  readonly baseUrl: string;
  /** How long a request may stay without an answer; 30 s unless told. The client's own default is for ever. */
  readonly timeoutMs?: number;
}

/** SendGrid's mailer also holds connections open, which end with `close`. */
export interface SendgridMailer extends Mailer {
  close(): void;
}

/**
 * Mails through SendGrid's v3 API, one mail a request, with a client of its own (the module's default one is shared by
 * all who import it). Click and open tracking stay as the account has them.
 *
 * The headers travel with the recipient: @sendgrid/mail would send a mail's top-level headers as HTTP headers as well.
 * A redirect is not followed, since that would turn the POST into a GET and look like success.
 */
export function createSendgridMailer(options: SendgridOptions): SendgridMailer {
  const connections = watchConnections();
  const agents = {
    httpAgent: connections.watch(new http.Agent({ keepAlive: true })),
    httpsAgent: connections.watch(new https.Agent({ keepAlive: true })),
  };
  const service = createService(options, agents);
  return {
    async send(mail) {
      try {
        const [response] = await service.send(compose(mail));
        return outcomeOfAnswer({ status: response.statusCode, headers: response.headers, body: response.body });
      } catch (error) {
        // Never log this error: it carries the key and the mail.
        const answer = readAnswer(error);
        return answer ? outcomeOfAnswer(answer) : outcomeOfFailure(error, connections.wasUsable(error));
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function createService(options: SendgridOptions, agents: object) {
  const client = new Client();
  // Not setApiKey: it would set the base URL back to the real service, and print a warning about stand-ins' keys.
  client.setDefaultHeader('Authorization', `Bearer ${options.apiKey}`);
  const request = {
    url: '',
    baseUrl: options.baseUrl,
    timeout: options.timeoutMs ?? 30_000,
    maxRedirects: 0,
    ...agents,
  };
  client.setDefaultRequest(request);
  const service = new MailService();
  service.setClient(client);
  return service;
}

function compose(mail: Mail): Exclude<Parameters<typeof sendgridMail.send>[0], unknown[]> {
  return {
    personalizations: [
      {
        to: address(mail.to),
        headers: {
          ...mail.headers,
          'Message-ID': messageIdOf({ executionId: mail.executionId, from: mail.from.email }),
        },
        customArgs: { execution_id: mail.executionId },
      },
    ],
    from: address(mail.from),
    ...(mail.replyTo && { replyTo: address(mail.replyTo) }),
    subject: mail.subject,
    content: [
      { type: 'text/plain', value: mail.text },
      { type: 'text/html', value: mail.html },
    ],
    ...(mail.attachments && { attachments: mail.attachments.map(attachment) }),
  };
}

function attachment({ filename, type, content }: MailAttachment) {
  return { filename, type, content: Buffer.from(content).toString('base64'), disposition: 'attachment' };
}

function address(mailbox: Mailbox): { email: string; name?: string } {
  return mailbox.name === undefined ? { email: mailbox.email } : { email: mailbox.email, name: mailbox.name };
}
