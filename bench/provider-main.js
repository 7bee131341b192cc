/** The stand-in for SendGrid, in a process of its own; prints its address, see provider.ts. */
import { importSource } from '../scripts/source.js';

const { serveMails } = await importSource('bench/provider.ts');
console.log(await serveMails());
