import type { DriveLabel } from '../drive.ts';
import { egoLabels } from './ego-labels.ts';
import { junctionLabels, type JunctionAhead } from './junction-labels.ts';
import { longTailLabels } from './long-tail-labels.ts';
import { sceneLabels } from './scene-labels.ts';
import type { Situation } from './situation.ts';
import { vehicleLabels } from './vehicle-labels.ts';
import { vulnerableLabels } from './vulnerable-labels.ts';

/** Everything that is true of a drive in the words of the taxonomy. */
export function labelsOf(situation: Situation, junctions: readonly (JunctionAhead | null)[]): DriveLabel[] {
  return [
    ...sceneLabels(situation),
    ...egoLabels(situation),
    ...vulnerableLabels(situation),
    ...vehicleLabels(situation),
    ...junctionLabels(situation, junctions),
    ...longTailLabels(situation),
  ];
}
