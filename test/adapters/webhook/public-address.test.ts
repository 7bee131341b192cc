import { promisify } from 'node:util';
import { isPublic, lookupPublic } from '../../../src/adapters/webhook/public-address.js';

test.each([
  '93.184.216.34',
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '2001:4860:4860::8888',
  '2606:2800:220:1:248:1893:25c8:1946',
])('%s is on the internet', (address) => {
  expect(isPublic(address)).toBe(true);
});

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fd00::1',
  'fe80::1',
  'ff02::1',
  '::ffff:10.0.0.1',
  '::127.0.0.1',
  '64:ff9b::a00:1',
  '64:ff9b:1::a00:1',
  '2002:a00:1::',
  '2001::a00:1',
  '2001:db8::1',
  '203.0.113.7',
  'fec0::1',
])('%s is not', (address) => {
  expect(isPublic(address)).toBe(false);
});

describe('a name', () => {
  const lookup = promisify(lookupPublic);

  test.each([{ all: true }, { all: false }])('that leads to this machine is not found (%j)', async (options) => {
    await expect(lookup('localhost', options)).rejects.toMatchObject({ code: 'ENOTPUBLIC' });
  });

  test('that does not exist is not found for that reason', async () => {
    await expect(lookup('no-such-host.invalid', {})).rejects.not.toMatchObject({ code: 'ENOTPUBLIC' });
  });

  test('that leads to the internet is found, in the form that was asked for', async () => {
    expect(await lookup('93.184.216.34', { all: true })).toEqual([{ address: '93.184.216.34', family: 4 }]);
    expect(await lookup('93.184.216.34', { all: false })).toBe('93.184.216.34');
  });
});
