import { describe, expect, it } from 'vitest';
import { reportPage } from '../../../src/main/reports/html/page.ts';
import { markup, type Markup } from '../../../src/main/reports/html/markup.ts';
import { HOSTILE, sampleReport } from '../../report-sample.ts';

const picture = { picture: markup`<img alt="" src="data:image/jpeg;base64,AAAA">`, said: HOSTILE };
const pictures = { worst: [picture], best: [picture] };
const attachments = [
  { label: 'CSV', fileName: 'clips.csv', type: 'text/csv', text: HOSTILE },
  { label: 'JSON', fileName: 'report.json', type: 'application/json', text: 'x'.repeat(3_000_000) },
];
const page = reportPage(sampleReport(HOSTILE), pictures, attachments);

/** Tags of a page, by a plain scan that knows quoted attributes. */
const tagsOf = (html: string): string[] =>
  [...html.matchAll(/<[a-zA-Z!/](?:"[^"]*"|'[^']*'|[^'">])*>/g)].map(([tag]) => tag);
const voids = new Set(['meta', 'img', 'br', 'path', 'rect', 'circle', '!doctype']);

describe('a report page', () => {
  it('lets no text become markup', () => {
    expect(page).not.toMatch(/<script|onerror=alert\(2\)>|<img src=x/i);
    expect(page).not.toContain('\u0000');
    expect(page).not.toContain('\u202e');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    const plain = tagsOf(
      reportPage(
        sampleReport('plain'),
        { worst: [{ ...picture, said: 'plain' }], best: [{ ...picture, said: 'plain' }] },
        attachments,
      ),
    );
    const names = (tags: string[]) => tags.map((tag) => tag.match(/^<\/?[!a-zA-Z0-9-]+/)?.[0]);
    expect(names(tagsOf(page))).toEqual(names(plain));
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    for (const tag of tagsOf(page)) {
      const name = tag.match(/^<\/?([!a-zA-Z0-9-]+)/)?.[1].toLowerCase() ?? '';
      if (voids.has(name) || tag.endsWith('/>')) continue;
      if (tag.startsWith('</')) expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('needs no network, no script and no other file', () => {
    const addresses = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(10);
    for (const address of addresses)
      expect(address).toMatch(/^(#[a-z-]+|data:(image\/jpeg|text\/csv|application\/json);base64,)/);
    expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;`);
    expect(page).not.toMatch(/@import|url\(/);
  });

  it('has every section that the contents name', () => {
    const targets = [...page.matchAll(/href="#([a-z-]+)"/g)].map(([, id]) => id);
    expect(targets).toEqual([
      'summary',
      'metrics',
      'slices',
      'worst',
      'best',
      'failures',
      'not-scored',
      'latency',
      'provenance',
      'reproduce',
    ]);
    for (const id of targets) expect(page).toContain(`id="${id}"`);
  });

  it('sets quoted values apart and names their source', () => {
    expect(page).toContain('Quoted, other data');
    expect(page).toContain('arXiv 2605.28544v1');
    expect(page.match(/<td class="n q">/g)?.length).toBeGreaterThan(0);
  });

  it('carries small tables and points to large ones', () => {
    expect(page).toContain('download="clips.csv"');
    expect(page).not.toContain('download="report.json"');
    expect(page).toContain('report.json lie beside it');
  });

  it('marks small slices', () => {
    expect(page.match(/fewer than 5 clips/g)?.length).toBeGreaterThan(1);
  });

  it('speaks of one run without A − B', () => {
    const data = sampleReport('plain');
    const single = reportPage(
      {
        ...data,
        runs: [data.runs[0]],
        metrics: data.metrics.map((m) => ({ ...m, runs: [m.runs[0]], paired: null })),
        slices: data.slices.map((s) => ({ ...s, means: [s.means[0]], delta: null })),
      },
      pictures,
      [],
    );
    expect(single).not.toContain('A − B');
    expect(single).toContain('Worst clips');
  });
});

describe('markup', () => {
  it.each<[string, Markup, string]>([
    ['text is escaped', markup`<b>${'<i>&"\''}</b>`, '<b>&lt;i&gt;&amp;&quot;&#39;</b>'],
    ['markup is kept', markup`<b>${markup`<i>${'<'}</i>`}</b>`, '<b><i>&lt;</i></b>'],
    ['lists are joined', markup`${[1, markup`<br>`, 'a&']}`, '1<br>a&amp;'],
    ['nothing gives nothing', markup`[${null}${undefined}${false}]`, '[]'],
    ['zero is a number', markup`${0}`, '0'],
  ])('%s', (_, { markup: text }, expected) => {
    expect(text).toBe(expected);
  });
});
