import { quaternionOf } from './drive.ts';
import { between, tokenOf, unit, word } from './random.ts';
import type { SyntheticScene } from './scene.ts';
import { decimals, list, quoted, TableFile } from './table-file.ts';
import { SAMPLE_STEP_S, tableIds } from './table-ids.ts';
import { attributeOf, categories } from './vocabulary.ts';

/** Objects are seen for up to this many key frames; 18 on average, as in trainval. */
const LONGEST = 36;
const mm = (value: number): number => Math.round(value * 1000) / 1000;

const totalWeight = categories.reduce((sum, category) => sum + category.weight, 0);

function categoryAt(share: number): number {
  let left = share * totalWeight;
  return Math.max(
    0,
    categories.findIndex((category) => (left -= category.weight) < 0),
  );
}

/** Writes instance and sample_annotation, scene by scene. */
export class ObjectTables {
  readonly #seed: number;
  readonly #perScene: number;
  readonly #instances: TableFile;
  readonly #annotations: TableFile;

  constructor(folder: string, seed: number, perScene: number) {
    this.#seed = seed;
    this.#perScene = perScene;
    this.#instances = new TableFile(folder, 'instance');
    this.#annotations = new TableFile(folder, 'sample_annotation');
  }

  scene(scene: SyntheticScene, index: number): void {
    for (let k = 0; k < this.#perScene; k++) this.#object(scene, index * this.#perScene + k);
  }

  #object(scene: SyntheticScene, n: number): void {
    const seed = this.#seed;
    const frames = scene.sampleTokens.length;
    const length = Math.min(frames, 1 + Math.floor(unit(seed, n, 21) * LONGEST));
    const first = Math.floor(unit(seed, n, 22) * (frames - length + 1));
    const category = categoryAt(unit(seed, n, 23));
    const { name, size, speed: usual } = categories[category];
    const isMoving = unit(seed, n, 24) < 0.4 && usual > 0;
    const speed = isMoving ? usual * between(0.5, 1.5, seed, n, 25) : 0;
    const yaw = between(-Math.PI, Math.PI, seed, n, 26);
    const middle = scene.drive.at((first + length / 2) * SAMPLE_STEP_S);
    const origin = { x: middle.x + between(-40, 40, seed, n, 27), y: middle.y + between(-40, 40, seed, n, 28) };
    const from = this.#annotations.rows;
    const tokenAt = (i: number) => (i < 0 || i >= length ? '' : tokenOf(seed, tableIds.sample_annotation, from + i));
    const instance = quoted(tokenOf(seed, tableIds.instance, n));
    const attribute = attributeOf(name, isMoving);
    const attributes = list(attribute < 0 ? [] : [quoted(tokenOf(seed, tableIds.attribute, attribute))]);
    const rotation = decimals(quaternionOf(yaw));
    const sizes = decimals(size.map((side) => mm(side * between(0.9, 1.1, seed, n, 29))));
    for (let i = 0; i < length; i++) {
      const metres = speed * (i - length / 2) * SAMPLE_STEP_S;
      this.#annotations.row({
        token: quoted(tokenAt(i)),
        sample_token: quoted(scene.sampleTokens[first + i]),
        instance_token: instance,
        visibility_token: quoted(String(1 + (word(seed, n, i) % 4))),
        attribute_tokens: attributes,
        translation: decimals([
          mm(origin.x + metres * Math.cos(yaw)),
          mm(origin.y + metres * Math.sin(yaw)),
          mm(size[2] / 2),
        ]),
        size: sizes,
        rotation,
        prev: quoted(tokenAt(i - 1)),
        next: quoted(tokenAt(i + 1)),
        num_lidar_pts: String(word(seed, n, i, 2) % 200),
        num_radar_pts: String(word(seed, n, i, 3) % 5),
      });
    }
    this.#instances.row({
      token: instance,
      category_token: quoted(tokenOf(seed, tableIds.category, category)),
      nbr_annotations: String(length),
      first_annotation_token: quoted(tokenAt(0)),
      last_annotation_token: quoted(tokenAt(length - 1)),
    });
  }

  /** Ends the files; rows by table. */
  close(): Record<string, number> {
    for (const table of [this.#instances, this.#annotations]) table.close();
    return { instance: this.#instances.rows, sample_annotation: this.#annotations.rows };
  }
}
