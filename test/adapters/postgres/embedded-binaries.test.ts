import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgresBinaries } from '../../../src/adapters/postgres/embedded-binaries.js';

describe('the PostgreSQL that npm installed', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drumbeat-binaries-'));
    for (const part of ['bin', 'lib']) mkdirSync(join(folder, 'native', part), { recursive: true });
    for (const file of ['bin/initdb', 'bin/postgres', 'lib/libx.so.1.2']) {
      writeFileSync(join(folder, 'native', file), file, { mode: 0o644 });
    }
    const links = ['libx.so', 'libx.so.1'].map((name) => ({
      source: 'native/lib/libx.so.1.2',
      target: `native/lib/${name}`,
    }));
    writeFileSync(join(folder, 'native/pg-symlinks.json'), JSON.stringify(links));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('gets the links and the execute permission that its install script would have made, once', () => {
    for (let start = 1; start <= 2; start++) {
      const { postgres } = findPostgresBinaries(folder);
      expect(statSync(postgres).mode & 0o111).toBe(0o111);
      expect(readFileSync(join(folder, 'native/lib/libx.so'), 'utf8')).toBe('lib/libx.so.1.2');
      expect(readFileSync(join(folder, 'native/lib/libx.so.1'), 'utf8')).toBe('lib/libx.so.1.2');
    }
  });

  test('says what to do when it is incomplete and cannot be completed', () => {
    rmSync(join(folder, 'native/bin/postgres'));
    expect(() => findPostgresBinaries(folder)).toThrow('npm rebuild');
  });
});
