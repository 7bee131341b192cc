/** Jest's globalTeardown: ends what database-setup.js has started. */
export default async function tearDown() {
  await globalThis.stopTestDatabases?.();
}
