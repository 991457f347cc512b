import { runLetters, type RunLetter } from '../domain/series.ts';
import { listed } from './listed.ts';

/** Shorter stretches of neighbouring letters are told one by one. */
const LEAST_STRETCH = 3;

/** Letters of runs in a sentence, neighbours as a stretch: `A`, `A and C`, `A, C to F and H`. In the order of the letters. */
export function listedLetters(letters: readonly RunLetter[]): string {
  const places = letters.map((letter) => runLetters.indexOf(letter)).sort((a, b) => a - b);
  const stretches: number[][] = [];
  for (const place of places) {
    const last = stretches.at(-1);
    if (last?.at(-1) === place - 1) last.push(place);
    else stretches.push([place]);
  }
  return listed(
    stretches.flatMap((stretch) =>
      stretch.length < LEAST_STRETCH
        ? stretch.map((place) => runLetters[place])
        : [`${runLetters[stretch[0]]} to ${runLetters[stretch[stretch.length - 1]]}`],
    ),
  );
}
