import { useMemo } from 'react';
import type { ClipDetail } from '../../../shared/domain/clip.ts';
import { composeSe2 } from '../../../shared/maths/se2.ts';
import { labelsOf } from '../../score/pdm/labels.ts';
import { usePdmFocus } from '../../score/pdm/pdm-focus.ts';
import { useExplained, type Explained } from '../../score/pdm/use-explained.ts';
import { editedPoses, isEdited, useWhatIf } from '../../score/pdm/what-if.ts';
import type { ClipScene } from '../scene/clip-scene.ts';
import { useShownPart } from '../use-shown-part.ts';
import { useViewer } from '../viewer-store.ts';
import type { EditPicture, QuietLines } from './draw-evidence.ts';
import type { ScorePicture } from './draw-names.ts';
import { evidencePicture, type EvidencePicture } from './evidence-picture.ts';

/** x y of poses, flat x y heading. */
const pointsOf = (poses: readonly number[]): [number, number][] =>
  Array.from({ length: Math.floor(poses.length / 3) }, (_, i) => [poses[3 * i], poses[3 * i + 1]]);

const pairsOf = (flat: readonly number[]): [number, number][] =>
  Array.from({ length: Math.floor(flat.length / 2) }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);

/** What the PDM score of the run that is taken apart shows on the ground. */
export function useScorePicture(scene: ClipScene | null, clip: ClipDetail | undefined): ScorePicture {
  const explained = useExplained(clip);
  const evidence = useEvidence(clip, explained);
  const quiet = useQuietLines(explained);
  const edit = useEdit();
  return useMemo(
    () =>
      scene?.clipId === explained?.clipId ? { evidence, quiet, edit } : { evidence: null, quiet: null, edit: null },
    [scene, explained, evidence, quiet, edit],
  );
}

function useEvidence(clip: ClipDetail | undefined, explained: Explained | null): EvidencePicture | null {
  const shown = useShownPart(explained);
  const labelOf = useMemo(() => (clip ? labelsOf(clip) : () => null), [clip]);
  return useMemo(() => shown && evidencePicture(shown.part, shown.letter, shown.driven, labelOf), [shown, labelOf]);
}

function useQuietLines(explained: Explained | null): QuietLines | null {
  const wanted = useViewer((v) => v.showReference);
  const { letter, term, hovered } = usePdmFocus();
  const selected = hovered ?? term;
  return useMemo(() => {
    if (!explained?.whole) return null;
    const driven = explained.plans.map((p) => ({ series: p.letter, points: pointsOf(p.driven) }));
    const { reference, centreline } = explained.whole;
    if (wanted) return { driven, reference: pointsOf(reference ?? []), centreline: pairsOf(centreline) };
    if (selected === null) return null;
    return {
      driven: driven.filter((d) => d.series === letter),
      reference: selected === 'ep' ? pointsOf(reference ?? []) : [],
      centreline: selected === 'ep' || selected === 'lk' ? pairsOf(centreline) : [],
    };
  }, [explained, wanted, selected, letter]);
}

function useEdit(): EditPicture | null {
  const now = useWhatIf();
  return useMemo(() => {
    const { plan, chosen } = now;
    if (!plan) return null;
    const poses = editedPoses(now);
    return {
      series: plan.letter,
      origin: plan.origin,
      poses: Array.from({ length: poses.length / 3 }, (_, i) =>
        composeSe2(plan.origin, { x: poses[3 * i], y: poses[3 * i + 1], yaw: poses[3 * i + 2] }),
      ),
      chosen,
      edited: isEdited(now),
    };
  }, [now]);
}
