/**
 * `node test/support/mail-stand-in-main.js [PORT]`: the mail stand-in as a process of its own. Prints its address as its
 * first line and ends with a signal. `SENDGRID_BASE_URL` takes that address.
 */
import { importSource } from '../../scripts/source.js';

const { startMailStandIn } = await importSource('test/support/mail-stand-in.ts');
const standIn = await startMailStandIn({ port: Number(process.argv[2] ?? 0) });
console.log(standIn.url);
