import type { TagType } from '../../../shared/domain/tag.ts';

/** The failure taxonomy of a new workspace. Users rename, add, archive and give other digits as they like. */
export const builtInTagTypes: readonly TagType[] = [
  type('collision.vru', 1, 'critical', 'The plan meets a pedestrian, cyclist or other person outside a car.'),
  type(
    'collision.rear-end',
    2,
    'critical',
    'The plan runs into the vehicle ahead: braking starts too late or is too weak.',
  ),
  type(
    'offroad.cut-corner',
    3,
    'major',
    'The plan leaves the drivable area or clips a kerb, most often on the inside of a turn.',
  ),
  type(
    'prediction.missed-cut-in',
    4,
    'major',
    'Another road user enters the lane and the predicted future does not show it.',
  ),
  type('progress.hesitation', 5, 'minor', 'The plan waits or creeps although the way is free.'),
  type(
    'video.hallucination',
    6,
    'major',
    'The predicted video shows an object that is not there, or loses one that is.',
  ),
  type('guidance.contradiction', 7, 'minor', 'The guidance text and the planned motion say different things.'),
  type(
    'metric.artifact',
    8,
    'minor',
    'The score is wrong for a reason of the metric, the map or the annotation, not of the model.',
  ),
];

function type(name: string, digit: number, severity: TagType['severity'], description: string): TagType {
  return { tagTypeId: `built-in.${name}`, name, description, digit, severity, archived: false };
}
