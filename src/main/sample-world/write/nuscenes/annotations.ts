import { agentAt, annotatedAt, keyFrameSteps, quaternionOfHeading } from '../drive-states.ts';
import type { ClipJob } from '../layout.ts';
import { visibilityAt, type Scan } from '../lidar.ts';
import { sharedToken, tokenMaker, type Row } from './scene-tables.ts';
import { attributeOf, categoryOf, visibilityToken } from './vocabulary.ts';

/** Rows of sample_annotation and instance of one clip. `scans` are the point clouds of the key frames, in order. */
export function annotationTables(job: ClipJob, scans: readonly Scan[]): Record<string, Row[]> {
  const { drive, site } = job;
  const token = tokenMaker(job);
  const steps = keyFrameSteps(drive);
  const seenShare = steps.map((step) => visibilityAt(drive, step));
  const annotations: Row[] = [];
  const instances: Row[] = [];
  drive.agents.forEach((agent, index) => {
    const frames = steps.flatMap((step, frame) => (annotatedAt(drive, agent, step) ? [frame] : []));
    if (frames.length === 0) return;
    const instanceToken = token(`instance/${agent.id}`);
    const rowToken = (i: number): string =>
      i >= 0 && i < frames.length ? token(`annotation/${agent.id}/${frames[i]}`) : '';
    const movesEver = agent.states.some((value, i) => i % 5 >= 3 && Math.abs(value) > 0.2);
    frames.forEach((frame, i) => {
      const state = agentAt(agent, steps[frame]);
      if (!state) return;
      const attribute = attributeOf(agent, state, movesEver);
      annotations.push({
        token: rowToken(i),
        sample_token: token(`sample/${frame}`),
        instance_token: instanceToken,
        visibility_token: visibilityToken(seenShare[frame](index)),
        attribute_tokens: attribute === null ? [] : [sharedToken(`attribute/${attribute}`)],
        translation: [state.x + site.x, state.y + site.y, agent.heightM / 2],
        size: [agent.widthM, agent.lengthM, agent.heightM],
        rotation: quaternionOfHeading(state.headingRad),
        prev: rowToken(i - 1),
        next: rowToken(i + 1),
        num_lidar_pts: scans[frame].hits[index],
        num_radar_pts: 0,
      });
    });
    instances.push({
      token: instanceToken,
      category_token: sharedToken(`category/${categoryOf(agent)}`),
      nbr_annotations: frames.length,
      first_annotation_token: rowToken(0),
      last_annotation_token: rowToken(frames.length - 1),
    });
  });
  return { sample_annotation: annotations, instance: instances };
}
