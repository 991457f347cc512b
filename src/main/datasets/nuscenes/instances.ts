import { expectedRows } from './growing-columns.ts';
import { recordBytes, tableFile } from './layout.ts';
import { eachRow, skipRow, tokenField, type TableSource } from './small-tables.ts';
import { tableBytes } from './table-stream.ts';
import { TokenIndex } from './token-index.ts';

/** All annotated objects. Row numbers are those of `index`. */
export interface Instances {
  index: TokenIndex;
  tokens: string[];
  /** Category name; empty where the category is unknown. */
  categories: string[];
}

/** Reads instance.json; category names by token. */
export async function readInstances(source: TableSource, categories: Map<string, string>): Promise<Instances> {
  const expected = expectedRows(tableBytes(tableFile(source.root, source.version, 'instance')), recordBytes.instance);
  const index = TokenIndex.forRows(expected, 'shared');
  const tokens: string[] = [];
  const names: string[] = [];
  await eachRow(source, 'instance', [tokenField('token'), tokenField('category_token')], (s) => {
    if (index.add(s, 0) < 0)
      return skipRow(source, 'instance', 'token comes twice or is empty; the first record was kept', s.token(0));
    const category = categories.get(s.token(1));
    if (category === undefined)
      skipRow(source, 'instance', 'category_token names no category; the object is shown without one', s.token(0));
    tokens.push(s.token(0));
    names.push(category ?? '');
  });
  return { index, tokens, categories: names };
}
