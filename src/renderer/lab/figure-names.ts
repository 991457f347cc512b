import type { LabKind } from '../../shared/domain/lab.ts';

/** What each experiment is called in the switch. */
export const figureNames: Record<LabKind, string> = {
  frontier: 'Frontier',
  control: 'Control',
  motion: 'Motion',
  diagnosis: 'Diagnosis',
  probe: 'Probe',
};

/** What its figure shows, and what it is for where it was not computed yet. */
export const figureTitles: Record<LabKind, { title: string; fact: string; empty: string }> = {
  frontier: {
    title: 'Perception against distortion',
    fact: 'up and left is better',
    empty: 'How real the futures look against how close they come: direct, mixed, diffusion raw and calibrated.',
  },
  control: {
    title: 'Controllability',
    fact: 'shift against steering',
    empty: 'Five steering values a scene: whether the picture moves the right way, and how surely.',
  },
  motion: {
    title: 'Motion',
    fact: 'by that of the recording',
    empty: 'How much of the recorded motion the futures have, in large shapes and in detail, and in which direction.',
  },
  diagnosis: {
    title: 'Diagnosis',
    fact: 'twins that differ in one thing',
    empty: 'What the objective, the anchor and the spatial tokens are each worth, by twins that differ in one of them.',
  },
  probe: {
    title: 'Encoder probe',
    fact: 'actions read out of frozen features',
    empty: 'How well steering and acceleration can be read out of each frozen encoder.',
  },
};
