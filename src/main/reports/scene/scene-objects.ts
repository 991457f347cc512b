import type { ClipDetail, ObjectClass } from '../../../shared/domain/clip.ts';

/** Box outlines by class on photographs and on the light ground of the bird's eye. */
export const classColours: Record<ObjectClass, { onPicture: string; onLight: string }> = {
  vehicle: { onPicture: '#699cdb', onLight: '#3a74b8' },
  pedestrian: { onPicture: '#b07aa1', onLight: '#8a4f7a' },
  bicycle: { onPicture: '#e38c47', onLight: '#b05f17' },
  cone: { onPicture: '#edc948', onLight: '#8f6b00' },
  other: { onPicture: '#c3c9d3', onLight: '#5b6674' },
};

export interface SceneBox {
  objectClass: ObjectClass;
  label: string;
  centre: [number, number, number];
  sizeM: [number, number, number];
  yaw: number;
}

/** Boxes annotated at a key frame, global frame. */
export function boxesAt(clip: ClipDetail, frame: number): SceneBox[] {
  const boxes: SceneBox[] = [];
  for (const { frames, centres, yaws, objectClass, label, sizeM } of clip.objects) {
    const i = frames.indexOf(frame);
    if (i < 0) continue;
    boxes.push({
      objectClass,
      label,
      centre: [centres[i * 3], centres[i * 3 + 1], centres[i * 3 + 2]],
      sizeM,
      yaw: yaws[i],
    });
  }
  return boxes;
}
