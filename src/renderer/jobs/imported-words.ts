import { count, plural } from '../ui/numbers.ts';

/** What became of a score table: `Imported 12 143 clips, EPDMS v2, …; 3 samples are in no data set here`. */
export function importedWords({
  setting,
  clips,
  unknownTokens,
  invalid,
}: {
  setting: string;
  clips: number;
  unknownTokens: number;
  invalid: number;
}): string {
  const left = [
    ...(unknownTokens > 0 ? [`${plural(unknownTokens, 'sample')} in no data set here`] : []),
    ...(invalid > 0 ? [`${count(invalid)} that the kit could not score`] : []),
  ];
  return `Imported ${plural(clips, 'clip')}, ${setting}${left.length > 0 ? `. Left out: ${left.join(', ')}` : ''}`;
}
