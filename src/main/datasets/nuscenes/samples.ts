import { recordBytes, tableFile } from './layout.ts';
import { expectedRows, GrowingColumns } from './growing-columns.ts';
import { eachRow, numberField, skipRow, tokenField, type Scene, type TableSource } from './small-tables.ts';
import { tableBytes } from './table-stream.ts';
import { TokenIndex } from './token-index.ts';

/** All key frames. Row numbers are those of `index`. */
export interface Samples {
  index: TokenIndex;
  tokens: string[];
  timesUs: Float64Array;
  /** Row of the scene in scene order. */
  scene: Int32Array;
  /** Row of the sample before, −1 at a scene's start. */
  previous: string[];
}

/** Reads sample.json; scenes by token. */
export async function readSamples(source: TableSource, scenes: Map<string, Scene>): Promise<Samples> {
  const expected = expectedRows(tableBytes(tableFile(source.root, source.version, 'sample')), recordBytes.sample);
  const index = TokenIndex.forRows(expected, 'shared');
  const rows = new GrowingColumns({ timesUs: ['f64', 1], scene: ['i32', 1] } as const, expected);
  const tokens: string[] = [];
  const previous: string[] = [];
  const sceneRow = new Map([...scenes.keys()].map((key, i) => [key, i]));
  const fields = [tokenField('token'), numberField('timestamp'), tokenField('scene_token'), tokenField('prev')];
  await eachRow(source, 'sample', fields, (s) => {
    const scene = sceneRow.get(s.token(2));
    if (scene === undefined) return skipRow(source, 'sample', 'scene_token names no scene', s.token(0));
    if (!Number.isSafeInteger(s.numbers[1]))
      return skipRow(source, 'sample', 'timestamp is not a whole number of µs', s.token(0));
    const row = index.add(s, 0);
    if (row < 0) return skipRow(source, 'sample', 'token comes twice; the first record was kept', s.token(0));
    rows.next();
    rows.columns.timesUs[row] = s.numbers[1];
    rows.columns.scene[row] = scene;
    tokens.push(s.token(0));
    previous.push(s.token(3));
  });
  const { timesUs, scene } = rows.columns;
  return { index, tokens, timesUs, scene, previous };
}
