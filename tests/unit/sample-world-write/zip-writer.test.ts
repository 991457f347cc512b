import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openZip } from '../../../src/main/datasets/zip/open-zip.ts';
import { ZipWriter } from '../../../src/main/sample-world/write/physicalai/zip-writer.ts';

const contents = { 'a.txt': 'first', 'ä/empty': '', 'b.bin': 'x'.repeat(1000), 'c.txt': 'last' };

/** Writes the contents; records of Zip64 begin at `limit` bytes. */
function archive(limit?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-zip-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'made.zip');
  const writer = new ZipWriter(path, limit);
  for (const [name, text] of Object.entries(contents)) writer.add(name, Buffer.from(text));
  writer.writeDirectory();
  writer.close();
  const opened = openZip(path, 'made.zip');
  onTestFinished(() => opened.close());
  return opened;
}

it.each([
  ['plain', undefined],
  ['with members far into it (Zip64)', 100],
  ['with all offsets in Zip64 records', 0],
])('an archive %s is read back, its members stored as they are', (_, limit) => {
  const opened = archive(limit);
  expect(opened.refused).toEqual([]);
  expect([...opened.members.keys()]).toEqual(Object.keys(contents));
  for (const [name, text] of Object.entries(contents)) {
    const member = opened.members.get(name);
    if (!member) throw new Error(`no ${name}`);
    expect(opened.rangeOf(member)?.bytes).toBe(Buffer.byteLength(text));
    expect(opened.read(member, 10_000).toString()).toBe(text);
  }
});
